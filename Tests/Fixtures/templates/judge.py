"""Evaluates templates with jinja2, set up as Ansible sets it up: the judge of Tests/TemplatesTests.

Reads {"variables": "<yaml>", "templates": [...], "trim": bool} from standard input, writes one object a template:
{"text": ...} or {"error": "undefined" | "syntax" | "other"}.
"""
import json
import re
import sys

import jinja2
import yaml
from jinja2.runtime import Context, missing


class Undefined(jinja2.StrictUndefined):
    """As Ansible's: what is inside of what is not there is not there either."""

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)
        return self

    def __getitem__(self, key):
        return self


class LazyContext(Context):
    """Values of variables are templates themselves."""

    def resolve_or_missing(self, key):
        value = super().resolve_or_missing(key)
        return missing if value is missing else expand(self.environment, value)


def expand(env, value):
    if isinstance(value, dict):
        return {k: expand(env, v) for k, v in value.items()}
    if isinstance(value, list):
        return [expand(env, v) for v in value]
    if isinstance(value, str) and re.search(r"\{[{%#]", value):
        try:
            return evaluate(env, value)
        except jinja2.UndefinedError as error:
            return env.undefined(str(error))
    return value


def evaluate(env, source):
    body = env.parse(source).body
    if len(body) == 1 and isinstance(body[0], jinja2.nodes.Output):
        nodes = body[0].nodes
        if len(nodes) == 1 and not isinstance(nodes[0], jinja2.nodes.TemplateData):
            inside = re.fullmatch(r"\s*\{\{[-+]?(.*?)-?\}\}\s*", source, re.S).group(1)
            return env.compile_expression(inside, undefined_to_none=False)(VARIABLES)
    text = env.from_string(source).render(VARIABLES)
    return {"True": True, "False": False}.get(text, text)


def version(value, other, operator="eq", strict=None, version_type=None):
    """Python's LooseVersion: runs of digits, runs of letters, whatever is between them, without the dots."""
    if str(value) == "" or str(other) == "":
        raise ValueError("empty version")

    def parts(text):
        pieces = [p for p in re.split(r"(\d+|[a-z]+|\.)", str(text)) if p and p != "."]
        return [int(p) if p.isdigit() else p for p in pieces]

    a, b = parts(value), parts(other)
    order = 0 if a == b else (-1 if a < b else 1)
    return {
        "==": order == 0, "=": order == 0, "eq": order == 0, "!=": order != 0, "<>": order != 0, "ne": order != 0,
        "<": order < 0, "lt": order < 0, "<=": order <= 0, "le": order <= 0,
        ">": order > 0, "gt": order > 0, ">=": order >= 0, "ge": order >= 0,
    }[operator]


def to_bool(value):
    if value is None or isinstance(value, bool):
        return value
    return (value.lower() if isinstance(value, str) else value) in ("yes", "on", "1", "true", 1)


def ternary(value, true_val, false_val, none_val=None):
    if value is None and none_val is not None:
        return none_val
    return true_val if bool(value) else false_val


def unrolled(name, env):
    """Ansible makes lists of what these filters yield."""
    plain = env.filters[name]

    @jinja2.pass_context
    def filter_(context, *args, **kwargs):
        return list(plain(context, *args, **kwargs))

    return filter_


def environment(trim):
    env = jinja2.Environment(
        undefined=Undefined, trim_blocks=trim, keep_trailing_newline=True, optimized=False,
        finalize=lambda value: "" if value is None else value)
    env.context_class = LazyContext
    for name in ("select", "reject"):
        env.filters[name] = unrolled(name, env)
    env.filters["split"] = lambda text, sep=None, maxsplit=-1: text.split(sep, maxsplit)
    env.filters["regex_replace"] = lambda value, pattern="", replacement="", count=0: re.sub(
        pattern, replacement, str(value), count=count)
    env.filters["dict2items"] = lambda value, key_name="key", value_name="value": [
        {key_name: k, value_name: v} for k, v in value.items()]
    env.filters["bool"] = to_bool
    env.filters["ternary"] = ternary
    env.tests["version"] = version
    env.tests["match"] = lambda value, pattern="": bool(re.match(pattern, value))
    env.tests["search"] = lambda value, pattern="": bool(re.search(pattern, value))
    return env


def run(env, source):
    try:
        value = evaluate(env, source)
        if isinstance(value, jinja2.StrictUndefined):
            value._fail_with_undefined_error()
        return {"text": "" if value is None else str(value)}
    except jinja2.UndefinedError:
        return {"error": "undefined"}
    except jinja2.TemplateSyntaxError:
        return {"error": "syntax"}
    except RecursionError:
        return {"error": "cycle"}
    except Exception:
        return {"error": "other"}


request = json.load(sys.stdin)
VARIABLES = yaml.safe_load(request["variables"]) or {}
ENV = environment(request.get("trim", True))
json.dump([run(ENV, source) for source in request["templates"]], sys.stdout)

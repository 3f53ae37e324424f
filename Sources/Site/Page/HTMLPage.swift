/// The frame of every page: its style is inside, nothing comes from elsewhere, no script runs.
struct HTMLPage {
    let title: String

    /// - Parameter body: HTML.
    /// - Returns: the whole document.
    func html(_ body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(HTMLText.escape(title))</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <main>
        \(body)
        </main>
        </body>
        </html>

        """
    }

    private static let style = """
        :root{--ink:#1c2024;--soft:#5b6570;--line:#d9dee3;--paper:#fff;--box:#f4f6f8;--link:#0b5cad}
        @media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--soft:#9aa5b1;--line:#343c44;--paper:#14181c;\
        --box:#1d2329;--link:#79b8ff}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{max-width:64rem;margin:0 auto;padding:1rem 1rem 4rem}
        h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0;overflow-wrap:anywhere}
        h2{font-size:1.15rem;margin:2rem 0 .5rem}
        h3{font-size:1rem;margin:1.25rem 0 .25rem}
        a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
        p{margin:.5rem 0}.soft{color:var(--soft)}
        table{border-collapse:collapse;width:100%;table-layout:auto}
        td,th{padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--line);text-align:left;\
        vertical-align:top;overflow-wrap:anywhere}
        th{font-weight:600;color:var(--soft);font-size:.875rem}
        tr:last-child td{border-bottom:0}
        .n{text-align:right;white-space:nowrap;padding-right:0;color:var(--soft)}
        pre{background:var(--box);border:1px solid var(--line);border-radius:6px;padding:.75rem;margin:.25rem 0;\
        white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.45 ui-monospace,monospace}
        code{font:13px/1.45 ui-monospace,monospace;overflow-wrap:anywhere}
        form{display:flex;gap:.5rem;margin:1rem 0}
        input{flex:1;min-width:0;font:inherit;padding:.5rem .75rem;border:1px solid var(--line);border-radius:6px;\
        background:var(--paper);color:inherit}
        button{font:inherit;padding:.5rem 1rem;border:1px solid var(--line);border-radius:6px;background:var(--box);\
        color:inherit;cursor:pointer}
        details{border-bottom:1px solid var(--line);padding:.5rem 0}summary{cursor:pointer;font-weight:600}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem;margin:1rem 0}
        .card{background:var(--box);border:1px solid var(--line);border-radius:6px;padding:.75rem}
        .card b{display:block;font-size:1.35rem;line-height:1.2}.card a{color:inherit}
        """
}

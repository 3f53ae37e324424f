#!/usr/bin/env python3
"""Opens connections that ask for a file and read only the beginning of the answer, and prints what that costs the server:
    hold.py PROCESS PORT CLIENTS AUTHORITY PATH
prints the kilobytes of memory that the process and its children have before, and with all clients waiting. AUTHORITY is a
file in PEM for TLS, or '' for plain HTTP. The processes' shared pages are counted once.
"""
import pathlib
import socket
import ssl
import sys
import time

process, port, clients, authority, path = sys.argv[1:]
context = ssl.create_default_context(cafile=authority) if authority else None


def memory():
    children = pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()
    private, shared = 0, []
    for one in [process, *children]:
        lines = pathlib.Path(f"/proc/{one}/status").read_text().splitlines()
        values = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith("Rss")}
        private += values["RssAnon"]
        shared.append(values["RssFile"] + values["RssShmem"])
    return private + max(shared)


def connect():
    one = socket.create_connection(("127.0.0.1", int(port)), timeout=60)
    return context.wrap_socket(one, server_hostname="localhost") if context else one


before = memory()
held = [connect() for _ in range(int(clients))]
for one in held:
    one.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
for one in held:
    if one.recv(1) != b"H":
        sys.exit("no answer")
time.sleep(1)
print(before, memory())

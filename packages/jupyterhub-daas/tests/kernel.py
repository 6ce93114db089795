"""Runs code in a kernel through the hub's proxy, as JupyterLab does."""

import asyncio
import json
import uuid

import requests
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect


def run_cell(browser: requests.Session, server: str, kernel: str, code: str) -> str:
    """What the code prints; `server` is the address of the notebook server without a slash at the end."""
    return asyncio.run(asyncio.wait_for(_run(browser, server, kernel, code), 60))


async def _run(browser: requests.Session, server: str, kernel: str, code: str) -> str:
    address = f"{server}/api/kernels/{kernel}/channels"
    cookies = browser.cookies.get_dict() | {item.name: item.value for item in browser.cookies if "/user/" in item.path}
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    headers["Origin"] = "/".join(server.split("/")[:3])
    connection = await websocket_connect(HTTPRequest(address.replace("http", "ws", 1), headers=headers))
    request = uuid.uuid4().hex
    header = {"msg_id": request, "msg_type": "execute_request", "username": "", "session": request, "version": "5.3"}
    content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False, "stop_on_error": True}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    await connection.write_message(json.dumps(message))
    output = ""
    while True:
        text = await connection.read_message()
        assert text is not None, "the kernel's connection was closed"
        answer = json.loads(text)
        if answer["parent_header"].get("msg_id") != request:
            continue
        if answer["msg_type"] == "stream":
            output += answer["content"]["text"]
        assert answer["msg_type"] != "error", answer["content"]
        # not the reply: it comes by another channel and can overtake the output
        if answer["msg_type"] == "status" and answer["content"]["execution_state"] == "idle":
            connection.close()
            return output

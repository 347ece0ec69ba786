"""Answers requests: one JSON object a line on stdin, one JSON answer a line on stdout.
Not here: the operations, which the calling script defines.
Read next: test/support/judge/python-process.ts.
"""

import json
import sys


def answer_requests(operations):
    """`operations`: functions by name. An exception becomes the answer's `error`."""
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"value": operations[request["operation"]](**request["arguments"])}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer, default=str), flush=True)

"""A token endpoint for <voice-live-agent>, for visitors who are signed in. Read, not run, by this project.

    pip install fastapi uvicorn azure-identity
    AZURE_VOICELIVE_ENDPOINT=https://name.services.ai.azure.com uvicorn main:app

The answer is a token of this server's identity: whoever holds it may do all that the identity may do, for about an hour. Give
the identity one role on one resource, and let only signed-in visitors ask. Public sites take a relay instead:
https://github.com/voice-live-agent/voice-live-agent/blob/main/docs/server.md
"""

import os

from azure.identity import DefaultAzureCredential
from fastapi import Depends, FastAPI, HTTPException, Request, Response

ENDPOINT = os.environ["AZURE_VOICELIVE_ENDPOINT"]
SCOPE = "https://ai.azure.com/.default"

app = FastAPI()
identity = DefaultAzureCredential()


def signed_in(request: Request) -> str:
    """Put your own session here. 401 makes the widget ask the visitor to sign in."""
    visitor = request.cookies.get("session")
    if not visitor:
        raise HTTPException(status_code=401)
    return visitor


# Not "async": getting a token blocks, so FastAPI runs it on a thread of its own.
@app.post("/voice/token")
def token(response: Response, visitor: str = Depends(signed_in)) -> dict[str, str | int]:
    access = identity.get_token(SCOPE)
    response.headers["cache-control"] = "no-store"
    return {"token": access.token, "expiresAt": access.expires_on, "endpoint": ENDPOINT}

"""What a signed-in person may see, as JSON for programs: read only, described at /api/openapi.json."""

from typing import Any

from starlette.responses import JSONResponse, Response

from bot.board.call import Call, whole
from bot.plan.duty import State
from bot.plan.lights import Light
from bot.work.views.duty_list import Listed
from bot.work.views.duty_story import duty_story
from bot.work.views.ledger_table import ledger_lights
from bot.work.views.visible_duties import visible

MOST = 1000


def duties(call: Call) -> Response:
    """The duties that the reader may see, the worst first, a page at a time."""
    found = visible(call.office, call.actor, call.now, call.known.duties, call.query.get("ledger", ""))
    light, unit = call.query.get("light", ""), call.query.get("unit", "")
    given = call.query.get("offset", "0")
    first = whole(given)
    if first is None or light not in {"", *map(str, Light)}:
        return JSONResponse({"error": "bad-query"}, 400)
    fits = [one for one in found if light in {"", one.line.light} and unit in {"", one.duty.unit}]
    return JSONResponse(
        {"total": len(fits), "offset": first, "duties": [_object(one) for one in fits[first : first + MOST]]}
    )


def duty(call: Call) -> Response:
    """One duty with what happened."""
    story = duty_story(call.office, call.actor, whole(call.path["id"]) or 0, call.now, call.known.duties)
    if story is None:
        return JSONResponse({"error": "not-found"}, 404)
    told = [
        {"at": one.at.isoformat(), "who": one.who, "verb": one.verb, "note": one.note, "evidence": one.evidence}
        for one in story.told
    ]
    return JSONResponse({**_object(story.own), "words": story.words, "events": told})


def ledgers(call: Call) -> Response:
    """The ledgers, each with how many duties stand under each light; for coordinators."""
    found = ledger_lights(call.office, call.now)
    return JSONResponse(
        {
            "ledgers": [
                {"id": head.id, "title": head.title, "number": head.document_number, "state": head.state, "lights": n}
                for head, n in found
            ]
        }
    )


def _object(one: Listed) -> dict[str, Any]:
    own, line = one.duty, one.line
    days = {"due": own.due, "alt": own.alt, "original_due": own.original_due, "extension_until": own.extension_until}
    return {
        "id": own.id,
        "ledger": own.ledger_id,
        "number": own.number,
        "unit": own.unit,
        "role": str(own.role),
        "title": own.title,
        "label": own.label,
        "state": str(own.state),
        "light": str(line.light),
        "urgings": own.urgings,
        **{name: day.isoformat() if day is not None else None for name, day in days.items()},
    }


_TEXT, _WHOLE, _DAY = {"type": "string"}, {"type": "integer"}, {"type": ["string", "null"], "format": "date"}
_DUTY = {
    "type": "object",
    "required": ["id", "ledger", "number", "unit", "state", "light", "due", "alt"],
    "properties": {
        "id": _WHOLE,
        **dict.fromkeys(("ledger", "number", "unit", "role", "title", "label"), _TEXT),
        "state": {"enum": [str(state) for state in State]},
        "light": {"enum": [str(light) for light in Light]},
        "urgings": _WHOLE,
        **dict.fromkeys(("due", "alt", "original_due", "extension_until"), _DAY),
    },
}


def _answers(schema: dict[str, Any], *also: str) -> dict[str, Any]:
    given = {"description": "what the reader may see", "content": {"application/json": {"schema": schema}}}
    why = {"400": "a value that cannot be", "401": "not signed in", "404": "nothing there for this reader"}
    return {"200": given, **{code: {"description": why[code]} for code in ("401", *also)}}


def description(call: Call) -> Response:
    """OpenAPI 3.1 of all this."""
    words = {name: {"name": name, "in": "query", "schema": _TEXT} for name in ("ledger", "unit")}
    light = {"name": "light", "in": "query", "schema": {"enum": ["", *map(str, Light)]}}
    offset = {"name": "offset", "in": "query", "schema": {"type": "integer", "minimum": 0, "maximum": 999_999_999}}
    name = {"name": "id", "in": "path", "required": True, "schema": _WHOLE}
    listing = {
        "type": "object",
        "required": ["total", "offset", "duties"],
        "properties": {"total": _WHOLE, "offset": _WHOLE, "duties": {"type": "array", "items": _DUTY}},
    }
    whole = {"type": "object", "properties": {"ledgers": {"type": "array", "items": {"type": "object"}}}}
    paths = {
        "/api/duties": {"get": {"parameters": [*words.values(), light, offset], "responses": _answers(listing, "400")}},
        "/api/duties/{id}": {"get": {"parameters": [name], "responses": _answers(_DUTY, "404")}},
        "/api/ledgers": {"get": {"responses": _answers(whole, "404")}},
    }
    about = {"title": "Duban", "version": "1", "description": "Read only. Signed in by the cookie of the board."}
    signed = {"cookie": {"type": "apiKey", "in": "cookie", "name": "duban"}}
    return JSONResponse(
        {
            "openapi": "3.1.0",
            "info": about,
            "servers": [{"url": call.place.url}],
            "security": [{"cookie": []}],
            "components": {"securitySchemes": signed},
            "paths": paths,
        }
    )

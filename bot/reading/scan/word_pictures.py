"""The pictures of pages that somebody pasted into a Word file, in the order in which they stand there."""

from bot.reading.numbering import W
from bot.reading.package import Package
from bot.reading.scan.rasters import is_page

_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def page_images(package: Package, main: str) -> list[bytes]:
    """The image files that the part `main` shows, once each, but for those too small to be a page."""
    folder, _, name = main.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if not package.has(relations):
        return []
    targets = {one.get("Id"): one.get("Target", "") for one in package.xml(relations)}
    body = package.xml(main).find(f"{W}body")
    shown = (one.get(_EMBED) or one.get(_ID) for one in body.iter()) if body is not None else ()
    parts = dict.fromkeys(_part(folder, targets[one]) for one in shown if one in targets)
    images = (package.read(part) for part in parts if "/media/" in part and package.has(part))
    return [image for image in images if is_page(image)]


def _part(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"

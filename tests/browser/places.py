"""Where things stand on a page."""

from __future__ import annotations

from typing import TypedDict

from playwright.sync_api import Locator


class Box(TypedDict):
    """A rectangle in CSS pixels, from the left and the top of the window."""

    x: float
    y: float
    width: float
    height: float


STAND = """async elements => {
  const measure = () => elements.map(element => {
    const { x, y, width, height } = element.getBoundingClientRect()
    return { x, y, width, height }
  })
  let boxes, before
  for (let still = 0; still < 6; still = before == JSON.stringify(boxes) ? still + 1 : 0) {
    before = JSON.stringify(boxes)
    await new Promise(requestAnimationFrame)
    boxes = measure()
  }
  return boxes
}"""


def boxes(*places: Locator) -> list[Box]:
    """Return where elements stand, all at the same moment, once none has moved for some frames.

    A page answers a new width, a jump or an opened note some frames later; two questions in a row may
    be answered before and after.
    """
    found: list[Box] = places[0].page.evaluate(STAND, [place.element_handle() for place in places])
    return found

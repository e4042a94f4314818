"""The picture of docs/led.md: a free, a calling, a serving, a pausing and a closed window, on each kind of panel."""

import os
from pathlib import Path

from hall_states import window
from led_time import Cable, HallAt, Time, drive, line
from PIL import Image

from display.led.lights import Lights
from display.simulators.picture import picture

GAP = 12
GROUND = (46, 46, 48)
LIGHT = 200


def column(protocol: str) -> list[Image.Image]:
    taken: list[Image.Image] = []

    def plan(clock: Time, cable: Cable, lights: Lights) -> float:
        hall = HallAt(5)
        hall.windows["3"] = window("3", "A", "serving", "A007")
        hall.windows["4"] = window("4", "A", "paused")
        hall.windows["5"] = window("5", "A", "closed")
        clock.at(1, lambda: lights.show(hall.call("A003", "2", clock)))
        clock.at(8, lambda: taken.extend(picture(panel) for panel in cable.panels.values()))
        return 9

    drive(line(protocol, panels=5), plan)
    return taken


def is_lit(image: Image.Image) -> bool:
    _, brightest = image.getchannel("R").getextrema()
    return brightest > LIGHT


def test_the_five_states_as_a_picture() -> None:
    columns = [column(protocol) for protocol in ("onbon", "tubes")]
    height = max(image.height for images in columns for image in images) + GAP
    widths = [max(image.width for image in images) + GAP for images in columns]
    sheet = Image.new("RGB", (sum(widths) + GAP, 5 * height + GAP), GROUND)
    for at, images in enumerate(columns):
        for row, image in enumerate(images):
            sheet.paste(image, (GAP + sum(widths[:at]), GAP + row * height))
    strips, tubes = ([is_lit(image) for image in images] for images in columns)
    assert strips == [True] * 5
    assert tubes == [False, True, True, True, False]
    folder = os.environ.get("DOCS_PICTURES")
    if folder:
        sheet.save(Path(folder) / "led-states.png", optimize=True)

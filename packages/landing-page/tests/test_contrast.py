"""Text can be read whatever colours a facility has."""

import random

import pytest
from landing_page.contrast import DARK, LIGHT, contrast, mix, palette, readable, text_on, variables

GENERATOR = random.Random(4)  # noqa: S311 - colours, not secrets
COLOURS = ["#000000", "#ffffff", "#777777", "#767676", "#ffff00", "#0000ff", "#00ff00", "#0b5394", "#f28c28"] + [
    f"#{GENERATOR.randrange(1 << 24):06x}" for _ in range(300)
]


def test_contrast_has_the_known_values() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#123456", "#123456") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.01)


def test_mix_goes_from_one_colour_to_the_other() -> None:
    assert mix("#ff0000", "#0000ff", 1) == "#ff0000"
    assert mix("#ff0000", "#0000ff", 0) == "#0000ff"
    assert mix("#ffffff", "#000000", 0.5) == "#808080"


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert readable("#0b5394", ["#ffffff"]) == "#0b5394"
    assert text_on("#0b5394") == "#ffffff"
    assert text_on("#ffe94a") == "#000000"


def test_fails_to_find_a_shade_for_backgrounds_that_exclude_each_other() -> None:
    with pytest.raises(ValueError, match="no shade"):
        readable("#0b5394", ["#777777", "#000000", "#ffffff"])


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_pair_of_text_and_background_reaches_the_contrast(scheme: dict[str, str]) -> None:
    for primary, accent in zip(COLOURS, reversed(COLOURS), strict=True):
        colours = palette(primary, accent, scheme)
        pairs = [(text, back) for text in ("text", "muted", "link") for back in ("page", "surface")]
        pairs += [(state, f"{state}-back") for state in ("up", "down", "unknown")]
        pairs += [("hero-text", "hero"), ("action-text", "action"), ("surface", "link")]
        low = [(a, b) for a, b in pairs if contrast(colours[a], colours[b]) < 4.5]
        assert low == [], f"{primary} {accent}"
        assert contrast(colours["action"], colours["hero"]) >= 3


def test_the_rings_behind_the_text_only_raise_its_contrast() -> None:
    for primary in COLOURS:
        colours = palette(primary, "#f28c28", LIGHT)
        ring = mix(colours["hero-ring"], colours["hero"], 0.13)
        assert contrast(colours["hero-text"], ring) >= contrast(colours["hero-text"], colours["hero"])


def test_the_style_sheet_gets_both_schemes() -> None:
    css = variables("#0b5394", "#f28c28")
    assert "--hero:#0b5394;" in css
    assert css.count("--link:") == 2
    assert "@media screen and (prefers-color-scheme: dark){:root{" in css

"""Contrasts are tried on a few pieces of each look, and no look of its own is passed over."""

import pytest
from accessibility import examine_colours, examine_samples
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ALIKE = "<p>As it should be.</p>" * 50
# One is pale itself, one stands on a dark ground, and each comes after many that look well.
PAGE = f"""<!doctype html><html lang="en"><title>Looks</title><main style="background: #fff">
{ALIKE}<p id="pale" style="color: #ddd">Pale.</p>
<div style="background: #111">{ALIKE.replace("<p>", '<p style="color: #fff">')}
<p id="dark" style="color: #222">Dark.</p></div></main></html>"""


def test_a_look_of_its_own_is_tried_however_many_others_there_are(browser: Browser):
    page = browser.new_page()
    page.set_content(PAGE)
    (found,) = examine_colours(page)
    page.close()
    assert found.startswith("color-contrast")
    assert 'id="pale"' in found
    assert 'id="dark"' in found
    assert "As it should be." not in found


def test_every_rule_is_asked_of_text_and_of_links_and_pictures(browser: Browser):
    page = browser.new_page()
    page.set_content(
        '<!doctype html><html lang="en"><title>Rules</title><main style="color: #333">'
        f'{ALIKE}<p>Text with <a href="#x" style="color: #555; text-decoration: none">'
        'a link</a> in it.</p><img src="data:,"></main></html>'
    )
    found = {line.partition(":")[0] for line in examine_samples(page)}
    page.close()
    assert found == {"link-in-text-block", "image-alt"}


def test_a_page_that_looks_well_has_no_findings(browser: Browser):
    page = browser.new_page()
    page.set_content(f'<!doctype html><html lang="en"><title>Well</title><main>{ALIKE}</main>')
    found = examine_colours(page)
    page.close()
    assert found == []

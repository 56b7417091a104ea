"""What a learner answers with: a field to type into, and four steps of how sure."""

from html import escape

# What an answer may be that is typed, and the attributes of its field.
FIELDS = {"number": 'type="number" inputmode="decimal" step="any"', "text": 'type="text"'}
LONGEST_ANSWER = 200  # characters; a sentence, not an essay
SURE = ("a guess", "rather unsure", "rather sure", "certain")  # kept as 1 to 4
HOW_SURE = "How sure are you?"


def typed(kind: str, id_: str, unit: str) -> str:
    """Return the HTML of the field for an answer of a kind of `FIELDS`, with its label."""
    after = f" ({escape(unit)})" if unit else ""
    return (
        f'<p class="field"><label for="{id_}">Your answer{after}</label> '
        f'<input {FIELDS[kind]} id="{id_}" maxlength="{LONGEST_ANSWER}" autocomplete="off"></p>\n'
    )


def how_sure(id_: str) -> str:
    """Return the HTML of the four steps as radio buttons of one group, `id_`."""
    steps = "".join(
        f'<label><input type="radio" name="{id_}" value="{step}"> <span>{words}</span></label>\n'
        for step, words in enumerate(SURE, start=1)
    )
    return (
        f'<fieldset class="sure"><legend>{HOW_SURE}</legend>\n'
        f'<p class="steps">{steps}</p></fieldset>\n'
    )

"""How a recap calls groups and writes numbers, in its language."""

from ...discord.markdown import flatten
from ...discord.recap import COUNT, HIDDEN, NONE, UNKNOWN
from ...discord.table import Line
from ..field_labels import field_label
from ..saying.field_text import YES_NO, text_writer
from ..saying.formats import write_difference, write_number
from ..words import translated
from .recap_fields import TOLD

# Of another width than the others, in the letters of a code block.
SPACES = str.maketrans(dict.fromkeys("\u202f\u00a0", " "))


class RecapWords:
    def __init__(self, model, question, lang):
        """Prepare to write.

        :param model: an empty recordset, as superuser in the recap's language
        :param question: the `Question` that the figures answer
        """
        self._model, self._lang = model, lang
        self._group = model._fields.get(question.group_by)
        self._measures = [model._fields[name] for name in question.measures]
        self._names = {}

    def word(self, text):
        return translated(self._lang, text)

    def learn(self, groups):
        """Learn what some groups are called, all at once."""
        values = [group.value for group in groups if group.value is not False]
        if self._group is None or not self._group.comodel_name:
            return
        records = self._model.env[self._group.comodel_name].browse(values).exists()
        self._names = {record.id: record.display_name for record in records}

    def header(self):
        """Return the line above the columns."""
        env, group = self._model.env, self._group
        measures = (field_label(env, field) for field in self._measures)
        cells = tuple((flatten(label),) for label in (self.word(COUNT), *measures))
        return Line(field_label(env, group) if group else "", cells)

    def name(self, group):
        """Return what a group is called."""
        if group.is_hidden:
            return self.word(HIDDEN)
        if self._group.type == "boolean":
            return YES_NO.get(self._lang[:2], ("Yes", "No"))[not group.value]
        if group.value is False:
            # Retention has taken the names of agents; else nobody has filled it in.
            return self.word(UNKNOWN if self._model._name == TOLD else NONE)
        if self._group.type == "many2one":
            return self._names.get(group.value) or self.word(UNKNOWN)
        if self._group.type == "selection":
            labels = dict(self._group._description_selection(self._model.env))
            return str(labels.get(group.value, group.value))
        return group.value

    def cells(self, sums, currencies):
        """Return what stands in the columns.

        :param currencies: of each measure, those that there are at all
        """
        columns = [(_plain(sums.count, self._lang),)]
        for field, amounts, all_ in zip(
            self._measures, sums.amounts, currencies, strict=True
        ):
            write = self._writer(field, len(all_) > 1)
            there = [one for one in all_ if one in amounts] or all_[:1] or [None]
            columns.append(tuple(write(amounts.get(one, 0), one) for one in there))
        return tuple(columns)

    def difference(self, percent):
        """Return by how much a sum differs from another one; not by 0."""
        return write_difference(percent, self._lang).translate(SPACES)

    def currencies(self, ids):
        """Return the names of the currencies of sums of money.

        :param ids: of each measure, those that there are at all
        """
        known = {one for all_ in ids for one in all_ if one}
        return set(self._model.env["res.currency"].browse(known).mapped("name"))

    def _writer(self, field, says_currency):
        """Return the function of an amount and of its currency's id."""
        if field.type == "integer":
            return lambda amount, _none: _plain(int(amount), self._lang)
        write = text_writer(field, self._model.env, "", self._lang)
        currencies = self._model.env["res.currency"]

        def written(amount, currency_id):
            currency = currencies.browse(currency_id or ())
            text = write(amount, currency).translate(SPACES)
            return f"{text} {currency.name}" if says_currency and currency else text

        return written


def _plain(number, lang):
    return write_number(number, ",", lang).translate(SPACES)

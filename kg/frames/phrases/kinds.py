"""What kind of thing a noun is of, and so which names it can describe: شركة X is X, مطورة X and هاتف أندرويد are not."""

from __future__ import annotations

from kg.arabic.folding import fold
from kg.frames.phrases.model import Phrase
from kg.frames.words import Word
from kg.ontology import Head, Ontology

_ORGANISATIONS = ("Organization", "Group")


class Kinds:
    """Compare the kinds of nouns with those of names."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self._heads = ontology.head_of
        self._is_a = ontology.is_a
        self._roles = ontology.role_words | frozenset(fold(form.split()[0]) for form in ontology.honorifics)
        self._namesakes = words.get("namesake", frozenset())
        self._arms = words.get("arm", frozenset())
        self._having = words.get("having", frozenset())
        self._industries = words.get("industry", frozenset())
        self._series = words.get("series", frozenset())
        self._lines = words.get("product-line", frozenset())
        self._branches = words.get("branch", frozenset())
        self._kin = words.get("kin", frozenset()) - words.get("companion", frozenset())
        self._superlatives = words.get("single", frozenset())
        self._devices = words.get("device", frozenset())
        self._components = words.get("component", frozenset())
        self._systems, self._machines = ontology.systems, ontology.machines

    # -------------------------------------------------------------- of a noun

    def head_of(self, phrase: Phrase) -> Head | None:
        """Return what is known of a phrase's noun, with or without its article."""
        return self._heads.get(phrase.head.norm.removeprefix("ال")) or self._heads.get(phrase.head.lemma)

    def describes(self, word: Word) -> bool:
        """Tell whether a word as it is written can introduce a name: شركة، منصة."""
        return word.norm in self._heads

    def is_of_class(self, phrase: Phrase, type_name: str) -> bool:
        """Tell whether a phrase's noun is one for things of a class: المجموعة, of a company."""
        head = self.head_of(phrase)
        return head is not None and (self._is_a(type_name, (head.type,)) or self._is_a(head.type, (type_name,)))

    def written_head_of(self, phrase: Phrase) -> Head | None:
        """Return what is known of a phrase's noun as it is written or by its lemma."""
        return self._heads.get(phrase.head.norm) or self._heads.get(phrase.head.lemma)

    def is_role(self, word: Word) -> bool:
        """Tell whether a word opens an office or a title."""
        return word.norm.removeprefix("ال") in self._roles

    def is_office(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is an office or a title without who has it."""
        return not phrase.entities and self.is_role(phrase.head)

    def opens_office(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is an office, in any case, that nobody is named for: رئيسا تنفيذيا جديدا."""
        return not phrase.entities and not self._roles.isdisjoint((phrase.head.norm, phrase.head.lemma))

    def introduces_name(self, phrase: Phrase) -> bool:
        """Tell whether a name may follow a phrase's noun for what it is: شركة، الرئيس، المطورة."""
        head = phrase.head
        known = self.written_head_of(phrase) is not None
        # المدفوعات، المشروبات: things, not who does or has something.
        participle = head.form.endswith("participle") and not head.norm.endswith("ات")
        return (known and not head.definite) or self.is_role(head) or participle

    def unnamed_company_or_product(self, phrase: Phrase) -> bool:
        """Tell whether a phrase describes a company or a product that it does not name: شركة توصيل المشتريات، منصة تعليمية."""
        head = self.head_of(phrase)
        if (
            head is None
            or phrase.names_something
            or phrase.head.definite
            or phrase.head.number != "s"
            or phrase.coordinated
        ):
            return False
        told = phrase.adjectives or (phrase.genitive is not None and phrase.genitive.head.kind == "noun")
        return bool(told) and self._is_a(head.type, ("Company", "Product"))

    def waits_for_name(self, phrase: Phrase) -> bool:
        """Tell whether a description waits for the name that stands after what goes on with it: الشركة المتخصصة في التقنية «أ»."""
        if self.unnamed(phrase):
            return True
        head = self.head_of(phrase)
        company = head is not None and head.type == "Company" and phrase.head.number == "s"
        waits = company and not (phrase.entities or phrase.apposed or phrase.coordinated or phrase.preposition)
        return waits and bool(phrase.adjectives or phrase.genitive) and not phrase.names_something

    def unnamed_relation(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is somebody's relation that it does not name: منافستها."""
        owned = phrase.genitive is not None and phrase.genitive.head.attached
        related = bool({phrase.head.lemma, phrase.head.norm} & self._kin)
        return owned and related and not (phrase.entities or phrase.apposed or phrase.coordinated)

    def unnamed(self, phrase: Phrase) -> bool:
        """Tell whether a phrase describes one company or one product that it does not name: شركة تأمين، هاتفها الجديد، أحدث هواتفها."""
        if self.unnamed_company_or_product(phrase) or self.unnamed_product(phrase):
            return True
        of = phrase.genitive
        head = self.head_of(of) if of is not None else None
        one = phrase.head.lemma in self._superlatives and not (phrase.entities or phrase.apposed or phrase.coordinated)
        return one and of is not None and head is not None and head.type == "Product" and not of.entities

    def unnamed_product(self, phrase: Phrase) -> bool:
        """Tell whether a noun of a definite product waits for its name: هاتفها الجديد، نظام التشغيل."""
        head = self.head_of(phrase)
        thing = head is not None and (head.type == "Product" or phrase.head.lemma in self._devices)
        if not thing or phrase.entities or phrase.apposed or phrase.head.kind != "noun" or phrase.head.number == "p":
            return False
        return phrase.head.definite or phrase.genitive_defines

    # -------------------------------------------------------------- of a noun and a name

    def may_name(self, phrase: Phrase, name: Word) -> bool:
        """Tell whether a name can be what a noun describes: a person an office or a title, a company no board."""
        head = self.head_of(phrase)
        kind = name.mention.type if name.mention else ""
        opening = name.norm.split()[0]
        article = phrase.head.definite and opening.startswith("ال")
        if article and opening.removeprefix("ال") in self._heads and kind != "Person":
            # طالب المستثمر الإدارة الجديدة: a name that is a definite noun itself is no name of another.
            return False
        if kind == "Person":
            return (
                self.is_role(phrase.head)
                or phrase.head.lemma in self._roles
                or phrase.head.form.endswith("participle")
                or phrase.head.kind == "adjective"
                or (head is not None and head.type in ("Person", "Group"))
            )
        if kind == "Place" and head is not None and self._is_a(head.type, ("Product", "Company")):
            # تغطي شبكة «أفق» مصر: no network is called Egypt.
            return False
        if self._called_by_part(phrase, name):
            return False
        # باعت شركة سدير مصنع الواحة: a description that has its name takes no second one.
        genitive = phrase.genitive
        described = self.written_head_of(phrase)
        maker = genitive.head.mention if genitive is not None and genitive.adjectives else None
        if kind == "Product" and maker is not None and maker.type == "Company" and head and head.type == "Product":
            # منصة مايكروسوفت السحابية Azure: the company makes what the name after it is of.
            return True
        return not (
            genitive is not None
            and genitive.head.kind == "name"
            and described is not None
            and self._same_kind(described, phrase, genitive)
        )

    def called_otherwise(self, phrase: Phrase, name: Word) -> bool:
        """Tell whether a name brings a noun of its own: in هواتف X نظام Y the system is no phone."""
        genitive = phrase.genitive
        if genitive is None or genitive.head.attached or not genitive.names_something:
            return False
        own, other = self._heads.get(name.norm.split()[0]), self._heads.get(phrase.head.lemma)
        things = own is not None and other is not None and own.type == other.type == "Product"
        return things and name.norm.split()[0] != phrase.head.lemma

    def has_what_is_named(self, phrase: Phrase, genitive: Phrase) -> bool:
        """Tell whether a noun is of who has or makes what its genitive calls by name: مالكة التطبيق X."""
        return phrase.head.lemma.removesuffix("ه") in self._having and self.head_of(genitive) is not None

    def stand_for(self, phrase: Phrase) -> None:
        """Give a description the entities of the name that it describes: شركة X is X, روبوت الدردشة X is X."""
        if phrase.entities and phrase.head.kind == "name":
            return
        if phrase.apposed:
            phrase.stand_for_names(phrase.apposed)
            return
        inner = phrase.genitive
        head = self.written_head_of(phrase)
        if inner is not None and (whole := self._heads.get(f"{phrase.head.norm} {inner.head.norm}")) is not None:
            # نظام تشغيل X: a head of two words.
            head, inner = whole, inner.genitive
        elif inner is not None and head is not None and self._is_use(head, inner):
            inner = inner.genitive
        if inner is None or head is None or phrase.head.kind not in ("noun", "unknown", "adjective"):
            return
        if phrase.head.lemma in self._series and inner.head.lemma in self._lines | self._branches:
            # سلسلة هواتف «أ»، سلسلة متاجر كارفور
            chain = inner.genitive if inner.head.lemma in self._branches else inner
            phrase.entities = inner.entities or (chain.entities if chain is not None else ())
            return
        named = inner.head.kind == "name" and inner.entities and not inner.head.attached
        if named and self._same_kind(head, phrase, inner):
            phrase.entities = inner.entities

    def _is_use(self, head: Head, inner: Phrase) -> bool:
        """Tell whether a noun only says what the named product is for: منصة ألعاب «سدير»، تطبيق توصيل «سدير»."""
        use = inner.head.norm in self._industries
        named = inner.genitive.head.mention if inner.genitive is not None else None
        product = self._is_a(head.type, ("Product",)) and named is not None and named.type == "Product"
        return product and use and not inner.head.definite and not inner.adjectives

    def _same_kind(self, head: Head, phrase: Phrase, inner: Phrase) -> bool:
        """Tell whether the head can describe the name in its genitive: شركة X is X, تقنيات X are not."""
        mention = inner.head.mention
        if mention is not None and phrase.head.lemma in self._series:
            # سلسلة Galaxy S26
            return self._is_a(mention.type, ("Product", "Company"))
        line = mention is not None and mention.type == "Product" and phrase.head.lemma in self._lines
        # مطاعم «أ» are the chain of that name, متاجر أبل only what Apple has.
        line |= mention is not None and mention.finder != "known" and phrase.head.lemma in self._branches
        if mention is None or (phrase.head.number == "p" and not inner.coordinated and not line):
            return False
        if self._called_by_part(phrase, inner.head):
            return False
        if phrase.head.lemma in self._arms and fold(mention.text.split()[0]).removeprefix("ال") in self._heads:
            # ذراع بنك X: the arm of what has a noun of its own.
            return False
        if mention.type == "Product" and phrase.head.lemma.removesuffix("ه") in self._having:
            # مطورة Y: who makes it isn't it.
            return False
        if mention.type == "Company" and phrase.head.lemma in self._namesakes and phrase.head.number == "s":
            # خدمة سبوتيفاي: a service is called as the company behind it.
            return True
        if mention.type == "Product" and any(form == "active-participle" for _, _, form in phrase.head.readings):
            # مطورة X is no X: she acts on what her genitive names.
            return self._is_a(head.type, ("Product",))
        if self._is_a(head.type, _ORGANISATIONS) or self._is_a(mention.type, _ORGANISATIONS):
            return self._is_a(head.type, _ORGANISATIONS) and (
                self._is_a(mention.type, _ORGANISATIONS) or mention.type in ("Product", "Facility", "")
            )
        return True

    def _called_by_part(self, phrase: Phrase, name: Word) -> bool:
        """Tell whether a thing is only called by what it runs on or is a part of: هاتف أندرويد، معالج آيفون."""
        entities = name.mention.entities if name.mention else ()
        if not entities:
            return False
        if phrase.head.lemma in self._devices and self._systems.issuperset(entities):
            return True
        return phrase.head.lemma in self._components and self._machines.issuperset(entities)

"""Sentences -> mentions: which stretches of a text are names, of which class, and which are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.arabic.tokens import sentences
from kg.examples import article_of
from kg.mentions import settle
from kg.model import Article, Mention, Paragraph, Span
from kg.reader import Reader


@pytest.fixture(scope="module", name="find")
def _find(reader: Reader):
    def find(text: str) -> list[Mention]:
        article = article_of(text)
        found = reader.find(article, sentences(article, reader.analyse, reader.find.vocabulary))
        return [mention for mention in found if mention.finder not in ("figure", "date")]

    return find


NAMES = {
    "a company after its head": ("استثمرت شركة فيلترون في المشروع.", {"فيلترون": "Company"}),
    "ordinary words that a Latin name spells": (
        "اشترت شركة سن تيك (SunTech) الأرض.",
        {"سن تيك": "Company", "SunTech": ""},
    ),
    "a spelling of more words than the first one": (
        "استثمرت في شركة بلو ريفر تكنولوجي – Blue River Technology – أمس.",
        {"بلو ريفر تكنولوجي": "Company", "Blue River Technology": ""},
    ),
    "what goes on after a name in quotes": ("قالت مجموعة «فيلترون» العالمية القابضة إنها نمت.", {"فيلترون": "Company"}),
    "the stop of a sentence within quotes": ("اشترت تطبيق «زيكار كلين.»", {"زيكار كلين": "Product"}),
    "a family name that is a company's too": (
        "وظفت نوكيا كلا من لوكاس باير وهنري فورد.",
        {"نوكيا": "Company", "لوكاس باير": "Person", "هنري فورد": "Person"},
    ),
    "a company that somebody leaves": ("ترك ستيف أبل.", {"أبل": "Company"}),
    "a Latin name after a title": ("انتقد السيد Adam Kleist القرار.", {"Adam Kleist": "Person"}),
    "who deals in wares": ("جمعت شركة ألعاب الفيديو «زيكار» مليونا.", {"زيكار": "Company"}),
    "who deals in services": ("باعت شركة خدمات التوصيل «زيكار» أرضا.", {"زيكار": "Company"}),
    "wares of a name": ("أطلقت الشركة ألعاب «زيكار» أمس.", {"زيكار": "Product"}),
    "who speaks for the company": ("قال المتحدث باسم الشركة زوفا تلبيت إن الطلب قوي.", {"زوفا تلبيت": "Person"}),
    "a strange word after a company that has its name already": (
        "حققت شركة نوكيا الفنلندية نصرا كبيرا.",
        {"نوكيا": "Company"},
    ),
    "a man in quotes after the company": ("وافق أكبر مستثمر في الشركة «هاينز هيرمان» على البيع.", {"هاينز هيرمان": "Person"}),
    "a legal form closes a name": ("وقعت شركة سدير القابضة عقدا.", {"سدير القابضة": "Company"}),
    "a field of business": ("أسست شركة فيلترون للنقل والتخزين فرعا.", {"فيلترون للنقل والتخزين": "Company"}),
    "a bank keeps its head": ("أقرض بنك الساحل الشركة.", {"بنك الساحل": "Company"}),
    "two known names in one quote": ("تسوية بين «أبل وكوالكوم».", {"أبل": "Company", "كوالكوم": "Company"}),
    "a product and its maker in one quote": ("يفوقه «أندرويد من جوجل».", {"أندرويد": "Product", "جوجل": "Company"}),
    "two banks after a noun for two": (
        "يدرس بنكا الجزيرة والبلاد الاندماج.",
        {"الجزيرة": "Company", "البلاد": "Company"},
    ),
    "two trades after a noun for two": ("نمت شركتي النفط والغاز.", {}),
    "a body of two fields": ("قالت وزارة التجارة والصناعة إن العدد ارتفع.", {"وزارة التجارة والصناعة": "Organization"}),
    "a body with what its first word is annexed to": (
        "قالت جمعية رجال الأعمال إن العدد ارتفع.",
        {"جمعية رجال الأعمال": "Organization"},
    ),
    "a company of a trade and a place": (
        "قالت شركة معارض الظهران الدولية إن العدد ارتفع.",
        {"معارض الظهران الدولية": "Company"},
    ),
    "a trade in a place": ("افتتحت شركة تأمين في دبي فرعا.", {"دبي": "Place"}),
    "a group of a man and his family": (
        "قالت مجموعة محمد المعجل إن العدد ارتفع.",
        {"مجموعة محمد المعجل": "Company"},
    ),
    "a body for a field after ب": (
        "قالت وكالة النهوض بالاستثمار الخارجي إن العدد ارتفع.",
        {"وكالة النهوض بالاستثمار الخارجي": "Organization"},
    ),
    "a fund that only describes the name after it": (
        "يدير صندوق رأسمال المخاطر السويدي «مدار» الجولة.",
        {"مدار": "Organization"},
    ),
    "a body of rank": ("وقعت المركز الوطني لتنمية الحرف اتفاقا.", {"المركز الوطني لتنمية الحرف": "Organization"}),
    "a programme of rank": (
        "وقع البرنامج الوطني لتنمية الحرف اتفاقا.",
        {"البرنامج الوطني لتنمية الحرف": "Organization"},
    ),
    "a family name between commas that is a word": (
        "قال رئيس شركة سدير، فاروق عدو، إن العدد ارتفع.",
        {"سدير": "Company", "فاروق عدو": "Person"},
    ),
    "a strange word before a given name after a verb of speech": (
        "وقال تشانج جيان فنج إن العدد ارتفع.",
        {"تشانج جيان فنج": "Person"},
    ),
    "a given name with the letters of a verb of women": ("عينت شركة سدير كيفن هارتمان رئيسا.", {"سدير": "Company", "كيفن هارتمان": "Person"}),
    "letters spelled out that look like words": (
        "قالت «إن بي سي رواتج» إن العدد ارتفع.",
        {"إن بي سي رواتج": ""},
    ),
    "a bracket for a quote after its noun": (
        "أطلقت شركة (فير سي رواتج) تطبيق (درب).",
        {"فير سي رواتج": "Company", "درب": "Product"},
    ),
    "a company called after another": ("قالت سوني إنترتينمنت إن العدد ارتفع.", {"سوني إنترتينمنت": "Company"}),
    "a product called after its maker": ("أطلقت الشركة منصة «سوني رواتج».", {"سوني رواتج": "Product"}),
    "a model that a hyphen joins": ("أطلقت الشركة نموذج Gemini-Lumo.", {"Gemini-Lumo": "Product"}),
    "a model after the plural of its kind": ("كشفت سوني عن هواتف نوكيا 8.", {"سوني": "Company", "نوكيا 8": "Product"}),
    "a preposition before a name, and no hearts": ("قال الرئيس التنفيذي لباي بال ذلك.", {"باي بال": "Company"}),
    "a name that begins with what may be a preposition": (
        "تعمل سوني وكاندي كراش في مصر.",
        {"سوني": "Company", "كاندي كراش": "Product", "مصر": "Place"},
    ),
    "a model by another name of its line": ("ينافس هاتف غلاكسي إس 8 غيره.", {"غلاكسي إس 8": "Product"}),
    "a name that looks like the future of a verb": (
        "تعرض المتاجر الهاتف وسناب دراجون معا.",
        {"سناب دراجون": "Product"},
    ),
    "a model in quotes with its maker": ("تراجعت مبيعات «سامسونغ رواتج 7».", {"سامسونغ رواتج 7": "Product"}),
    "quotes within quotes": (
        'قال إن "شركتي "رتاج" و"سدير" تتعاونان".',
        {"رتاج": "Company", "سدير": "Company"},
    ),
    "letters of an abbreviation in quotes": ('ارتفع سهم "إيه بي زد" أمس.', {"إيه بي زد": ""}),
    "an abbreviation of a technology": ("وقعت سامسونج عقدا لشاشات OLED.", {"سامسونج": "Company", "OLED": "Product"}),
    "two ordinary nouns before a field": (
        "قالت شركة أبراج الواحة للتطوير العقاري إن العدد ارتفع.",
        {"أبراج الواحة للتطوير العقاري": "Company"},
    ),
    "two words of a trade before a field": ("قالت شركة إنتاج السيارات للتصدير إن العدد ارتفع.", {}),
    "a founder and his sons": ("اشترت شركة فيلترون وأولاده الأرض.", {"فيلترون وأولاده": "Company"}),
    "who makes wares": ('نما المصنع الفرنسي للسيارات "زيمور".', {"زيمور": ""}),
    "a body of a country": (
        "حققت اللجنة السويدية للاستثمارات الأجنبية في الأمر.",
        {"اللجنة السويدية للاستثمارات الأجنبية": "Organization"},
    ),
    "a body of two fields with a genitive": (
        "وافق المجلس الأعلى للبريد وتقنية المعلومات.",
        {"المجلس الأعلى للبريد وتقنية المعلومات": "Organization"},
    ),
    "a body of a trade and a country": ("قال البنك الزراعي الفلسطيني إنه نما.", {"البنك الزراعي الفلسطيني": "Company"}),
    "letters by their names": (
        "قالت إس آر تليكوم إن شركة «زيمور إيه آي» نمت.",
        {"إس آر تليكوم": "Company", "زيمور إيه آي": "Company"},
    ),
    "quotes that open as they close": (
        "استثمرت “رتاج” و”سدير” و”زيمور جلوبال” معا.",
        {"رتاج": "", "سدير": "", "زيمور جلوبال": ""},
    ),
    "the first word of a strange company": (
        "نمت شركة لومجن كوميونيكيشنز. وكانت لومجن صغيرة.",
        {"لومجن كوميونيكيشنز": "Company", "لومجن": "Company"},
    ),
    "a company's word after a known name": ("باعت سامسونغ إلكترونيكس المصنع.", {"سامسونغ إلكترونيكس": "Company"}),
    "a strange company for a trade": (
        "قال المدير لدى العيوزي للتجارة والمقاولات إن الطلب قوي.",
        {"العيوزي للتجارة والمقاولات": "Company"},
    ),
    "a court": ("رفضت المحكمة الإدارية الطلب.", {"المحكمة الإدارية": "Organization"}),
    "an ordinary word before what a company does": (
        "وقعت شركة ركائز للتأمين العقد، وأنشأت شركة نقل للبضائع.",
        {"ركائز للتأمين": "Company"},
    ),
    "an ordinary word that stood in a full name": (
        "وقعت شركة منافذ القابضة العقد. وقال مدير شركة منافذ إن منافذ المدينة مغلقة.",
        {"منافذ القابضة": "Company", "منافذ": "Company"},
    ),
    "a place after شركة": ("توسعت شركة الخليج في نشاطها.", {"الخليج": "Company"}),
    "a quote of one word": ("أطلقت الشركة منصة «مدار».", {"مدار": "Product"}),
    "a quote with its head": ("تفاوضت مع «صندوق نبراس العقاري» أمس.", {"صندوق نبراس العقاري": "Organization"}),
    "a fancy head is no class": ("كشفت «نهر زيمور» عن خطتها.", {"نهر زيمور": ""}),
    "a numbered model": ("أطلقت الشركة «زيكار 400» أمس.", {"زيكار 400": ""}),
    "a model with a hyphen": ("سيعمل القمر الصناعي زيكار-6 أمس.", {"زيكار-6": "Product"}),
    "a given name and a family name": ("قالت سلمى الحداد إن الطلب قوي.", {"سلمى الحداد": "Person"}),
    "a given name of two words": ("قال عبد الرحمن السمحان إن الطلب قوي.", {"عبد الرحمن السمحان": "Person"}),
    "an ordinary word after a title": ("وافق الدكتور رضا العدل على الخطة.", {"رضا العدل": "Person"}),
    "an ordinary word before a family name": ("وكان خليفة الجفيري قد أسس المجموعة.", {"خليفة الجفيري": "Person"}),
    "a woman after a man": ("يخلف كريم منصور سلمى الحداد غدا.", {"كريم منصور": "Person", "سلمى الحداد": "Person"}),
    "a company by whose rival it is": ("خسرت الشركة أمام منافستها زيمباري أمس.", {"زيمباري": "Company"}),
    "a family called after a country": ("عين البنك سالم الكندي مديرا ماليا.", {"سالم الكندي": "Person"}),
    "a family called after a country behind two names": (
        "قال سالم حمد الكندي إن الطلب قوي.",
        {"سالم حمد الكندي": "Person"},
    ),
    "a nation behind two names": ("قال سالم حمد الكندي الجنسية إن الطلب قوي.", {"سالم حمد": "Person"}),
    "a long line of fathers": (
        "حضر عبد الإله بن فهد بن عبد العزيز الثنيان.",
        {"عبد الإله بن فهد بن عبد العزيز الثنيان": "Person"},
    ),
    "a strange name after an office in a quoted company": (
        "قال مدير شركة «رتاج» أمل بوعزيز إن الطلب قوي.",
        {"رتاج": "Company", "أمل بوعزيز": "Person"},
    ),
    "a quoted officer after the body that he is in": (
        "قال المدير العام لبنك الساحل «كريم منصور» إن الطلب قوي.",
        {"بنك الساحل": "Company", "كريم منصور": "Person"},
    ),
    "a quoted officer after a comma": (
        'أعلن مدير شركة رتاج، "كريم منصور"، أن الطلب قوي.',
        {"رتاج": "Company", "كريم منصور": "Person"},
    ),
    "a company that is called like somebody": ("قال رئيس شركة «كريم منصور» إن الطلب قوي.", {"كريم منصور": "Company"}),
    "an ordinary word for the family of an officer": (
        "حضر مدير شركة «رتاج» رشيد حشيشي، ومدير شركة «سدير» ماهر نجم.",
        {"رتاج": "Company", "رشيد حشيشي": "Person", "سدير": "Company", "ماهر نجم": "Person"},
    ),
    "whom an officer dismisses": ("أقال مدير شركة «رتاج» مديرين.", {"رتاج": "Company"}),
    "an ordinary word before an office": ("حضرت ليلى حسن المديرة الإقليمية اللقاء.", {"ليلى حسن": "Person"}),
    "any noun before بن": ("تأسست الشركة على يد رابح بن زعموم.", {"رابح بن زعموم": "Person"}),
    "a strange name after an office": (
        "استقال الرئيس التنفيذي لشركة فيلترون بات زولتان أمس.",
        {"فيلترون": "Company", "بات زولتان": "Person"},
    ),
    "the company of a person is not himself": (
        "قال خالد العمري، رئيس مجموعة خالد العمري، إن الطلب قوي.",
        {"خالد العمري": "Person", "مجموعة خالد العمري": "Company"},
    ),
    "a family after آل": ("قال الشيخ فهد بن راشد آل ثاني إن الطلب قوي.", {"فهد بن راشد آل ثاني": "Person"}),
    "a given name with the letters of a verb": ("ويبقى آدم زولتاني في المجلس.", {"آدم زولتاني": "Person"}),
    "a name that ends as a pronoun of address": ("قال روبرت زولتارك إن الطلب قوي.", {"روبرت زولتارك": "Person"}),
    "two words that no list has": ("وأسست الشركة شما العريمي أمس.", {"شما العريمي": "Person"}),
    "who speaks and has an office": ("وقال سكوت، كبير مسؤولي التكنولوجيا، إن الطلب قوي.", {"سكوت": "Person"}),
    "a company of a country and its field": ("أسست الشركة المصرية للصناعات الدوائية فرعا.", {"الشركة المصرية للصناعات الدوائية": "Company"}),
    "a company of a rank for a field in ين": (
        "أسست الشركة الوطنية للتموين فرعا.",
        {"الشركة الوطنية للتموين": "Company"},
    ),
    "a company of a rank without its noun": ("تملك «المتحدة للأغذية» متجرا.", {"المتحدة للأغذية": ""}),
    "a definite noun for a field": ("أعلنت شركة النخيل للتطوير عن خطتها.", {"النخيل للتطوير": "Company"}),
    "a field of two nouns": ("أسست شركة فيلترون لصناعة الأدوية فرعا.", {"فيلترون لصناعة الأدوية": "Company"}),
    "a deed that a company aims at": ("تسعى شركة فيلترون لصناعة الأدوية.", {"فيلترون": "Company"}),
    "a field of things": ("أسست شركة فيلترون للسفن فرعا.", {"فيلترون للسفن": "Company"}),
    "an adjective of rank before a field": (
        "أسست شركة فيلترون الدولية للحفر فرعا.",
        {"فيلترون الدولية للحفر": "Company"},
    ),
    "whom something is offered": ("قدمت شركة فيلترون للعملاء عرضا.", {"فيلترون": "Company"}),
    "who are given something": ("منحت شركة فيلترون للموظفين مكافأة.", {"فيلترون": "Company"}),
    "an adjective of what comes in": ("ارتفعت أرباح شركة فيلترون الصافية.", {"فيلترون": "Company"}),
    "a place of rank before a field": ("قالت شركة الخليج العالمية للحفر ذلك.", {"الخليج العالمية للحفر": "Company"}),
    "a strange name and a definite one after a noun for two": (
        "نمت شركتا فيلترون والواحة.",
        {"فيلترون": "Company", "الواحة": "Company"},
    ),
    "a trade of a country": ("اشترت الهيئة حصة في شركة طاقة فرنسية.", {}),
    "an airline of no table": ("قالت الخطوط الجوية الوطنية الكويتية ذلك.", {"الخطوط الجوية الوطنية الكويتية": "Company"}),
    "who follows an airline": (
        "قال الرئيس التنفيذي لطيران الجزيرة باراثان باسوباثي ذلك.",
        {"طيران الجزيرة": "Company", "باراثان باسوباثي": "Person"},
    ),
    "a legal form before a field": (
        "وقعت مجموعة النخيل القابضة للصناعة والاستثمار عقدا.",
        {"مجموعة النخيل القابضة للصناعة والاستثمار": "Company"},
    ),
    "a holding without a noun": ("باعت الوطنية القابضة الأرض.", {"الوطنية القابضة": "Company"}),
    "a holding after a noun of its own": ("ارتفعت أرباح النخيل القابضة أمس.", {"النخيل القابضة": "Company"}),
    "a strange holding": ("حضر مدير زولتار القابضة أمس.", {"زولتار القابضة": "Company"}),
    "a name that is called a holding": ("باعت «سدير» الإيطالية القابضة الأرض.", {"سدير": ""}),
    "a holding that nobody is named for": ("باعت الشركة الأم القابضة وشركتها القابضة الأرض.", {}),
    "a given name that begins as و": ("قال المهندس وائل شاهين، المدير العام، ذلك.", {"وائل شاهين": "Person"}),
    "a company and its country": (
        "قال المدير العام لسيمنس مصر إن العدد ارتفع.",
        {"سيمنس مصر": "Company"},
    ),
    "a bank and its country": ("وقع بنك عودة مصر عقدا.", {"بنك عودة مصر": "Company"}),
    "a country that a company enters": ("دخلت أوبر مصر أمس.", {"أوبر": "Company", "مصر": "Place"}),
    "a given name with the letters of a preposition": (
        "وقع العقد علي مبارك الصوري، المدير العام.",
        {"علي مبارك الصوري": "Person"},
    ),
    "an officer of two given names": (
        "وقال نائب محافظ البنك المركزي جمال نجم إن العدد ارتفع.",
        {"البنك المركزي": "Organization", "جمال نجم": "Person"},
    ),
    "a city after a name": ("زار كريم منصور باريس.", {"كريم منصور": "Person", "باريس": "Place"}),
    "a country after an office that may be a name": ("زار أمير قطر باريس.", {"قطر": "Place", "باريس": "Place"}),
    "a noun with its pronoun after a name": ("أعلن كريم منصور نيته.", {"كريم منصور": "Person"}),
    "a month of the name of a company": ("تراجعت الأسعار في نيسان.", {}),
    "a company of the name of a month": ("وقعت شركة نيسان عقدا، وقالت إن أرباح نيسان نمت.", {"شركة نيسان": "Company", "نيسان": "Company"}),
    "two who are known": ("يخلف تيم كوك ستيف جوبز.", {"تيم كوك": "Person", "ستيف جوبز": "Person"}),
    "a house of two words": ("وافق الشيخ سعود بن زيد آل ثاني على الخطة.", {"سعود بن زيد آل ثاني": "Person"}),
    "letters with stops": ("باعت بي. بي. سي الأرض.", {"بي. بي. سي": "Organization"}),
    "a Latin person after an office of the company": ("قال مؤسس الشركة Zolt Freeling ذلك.", {"Zolt Freeling": "Person"}),
    "a Latin company after its noun": ("باعت الشركة Zolt Freeling الأرض.", {"Zolt Freeling": ""}),
    "what somebody is, in quotes": ("قال عنها إنها «سفينة تغرق».", {}),
    "names in quotes within a bracket": ("توسعت الشركة (وتملك «رتاج») أمس.", {"رتاج": ""}),
    "a person in quotes": ("انضم «ستيف هارت» إلى الفريق.", {"ستيف هارت": "Person"}),
    "a person in brackets": ("استقال (ستارك هوفندال) نائب رئيس الجهاز.", {"ستارك هوفندال": "Person"}),
    "a thing in quotes and what it is for": ("توسع اشتراك \"Zeltkar Plus\"، المصمم للشركات.", {"Zeltkar Plus": ""}),
    "persons in one bracket": ("رفض المؤسسون (كريم هارت وإيفان منصور) العرض.", {"كريم هارت": "Person", "إيفان منصور": "Person"}),
    "a brand of a person's name": ("طرحت متاجر «ستيف هارت» ملابس.", {"ستيف هارت": "Company"}),
    "a company of a given name": ("ارتفع سهم «نسيم الواحة» أمس.", {"نسيم الواحة": ""}),
    "a newspaper with the article": ("ذكرت الوول ستريت جورنال ذلك.", {"الوول ستريت جورنال": "Organization"}),
    "a short product with the article": ("كتب البرنامج بلغة الجافا.", {"الجافا": "Product"}),
    "a word that a product is called by": ("زرعت الكروم في الوادي.", {}),
    "a product with the article": ("زادت مبيعات الإكس بوكس أمس.", {"الإكس بوكس": "Product"}),
    "a Latin name with a digit": ("افتتحت 7-Zeltkar متجرا.", {"7-Zeltkar": ""}),
    "a Latin name with a plus": ("أطلقت الشركة Zeltkar+ أمس.", {"Zeltkar+": ""}),
    "a Latin run of a known name": ("رفضت Open AI العرض.", {"Open AI": "Company"}),
    "a Latin person": ("ويرأس Scott Freeling المجلس.", {"Scott Freeling": "Person"}),
    "listed with names": ("يملكها مستثمرون مثل كادبوري وزولتار وشرودر.", {"كادبوري": "Company", "زولتار": "Company", "شرودر": "Company"}),
    "cities of a list": ("روضات في الرياض وجدة والدمام", {"الرياض": "Place", "جدة": "Place", "الدمام": "Place"}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMES.values(), ids=NAMES.keys())
def test_finds_names(find, text: str, expected: dict[str, str]) -> None:
    """A sentence has exactly these names, with these classes."""
    assert {mention.text: mention.type for mention in find(text)} == expected


@pytest.mark.parametrize(
    "text",
    [
        "تسعى الشركة إلى تطوير تقنيات الذكاء الاصطناعي العام (AGI).",
        "احتدم سباق السيطرة على السوق.",
        "قالت مجموعة العائلات إنها باعت.",
        "انتخب المساهمون مجلس الإدارة.",
        "اطلعت على وثائق مالية.",
        "الإنترنت «مجاني» لن «تقتل» المنافسة.",
        "لا يبعث ذلك «على الارتياح».",
        "قبل أن «تُجهز» الصحيفة على الشركة «بشرائها».",
        "منشآت لتوسعة النشاط.",
        "أنشأت شركة مختلطة للألواح الشمسية.",
        "قد موّل الصفقة بالكامل.",
        "باع قطاع الهواتف الجوالة أمس.",
        "كان فريق اللغات كبيرا.",
        "استقال فريق القيادة أمس.",
        "يشغل منصب CEO منذ عام.",
        "نما التعاون القائم بين الجانبين.",
        "توسع العملاق الفرنسي للاتصالات أمس.",
        "جاء ذلك تأكيدا على دوره.",
        "توسع المصنع لسد الفجوة.",
        "ستطلق الشركة نظارة الواقع المعزز وساعة اليد ونموذج اللغة الكبير.",
        "تستثمر الشركة في بطاقات الرسوميات.",
        "وصف المدير القرار بأنه «خدعة» كبيرة.",
        "رفع الدمج قيمة حصة فلستون في الشركة.",
    ],
)
def test_words_are_no_names(find, text: str) -> None:
    """Common nouns, verbs in quotes, offices and abbreviations of common nouns are no names."""
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("كلفت بنك الاستثمار البريطاني «ستانمور» بالبيع.", "ستانمور"),
        ("طورت روبوت الدردشة ChatGPT أمس.", "ChatGPT"),
        ("اشترت منصة التدوين السريع «تمبلر» أمس.", "تمبلر"),
    ],
)
def test_description_is_no_part_of_the_name(find, text: str, name: str) -> None:
    """What only describes the name after it is no name."""
    assert [mention.text for mention in find(text)] == [name]


AMBIGUOUS = {
    "after a head": ("استثمرت شركة فيلترون في منصة شاهد أمس.", "shahid"),
    "in quotes": ("وقعت «زين» العقد أمس.", "zain"),
    "with its Latin name": ("وقعت معادن (Maaden) العقد أمس.", "maaden"),
    "with a country": ("وقعت فوري المصرية العقد أمس.", "fawry"),
    "as the subject of a verb that agrees with a company": ("أعلنت مصدر عن المشروع أمس.", "masdar"),
    "named plainly elsewhere": ("وقعت شركة زين العقد أمس. وتخدم زين السوق.", "zain"),
    "with a capital": ("أطلقت Apple الخدمة أمس.", "apple"),
}


@pytest.mark.parametrize(("text", "entity"), AMBIGUOUS.values(), ids=AMBIGUOUS.keys())
def test_cue_makes_an_ordinary_word_a_name(find, text: str, entity: str) -> None:
    """A name that is an ordinary word too is found where the words around it say that it is one."""
    found = find(text)
    assert entity in {name for mention in found for name in mention.entities}
    assert sum(entity in mention.entities or not mention.entities for mention in found) >= text.count("زين")


@pytest.mark.parametrize(
    "text",
    [
        "قال مصدر مطلع إن العقد وقع.",
        "أكد شاهد على الحادث ذلك.",
        "وتلقت الشركة طلبات من الزبائن.",
        "نشرت طاقة متجددة في المدينة.",
        "وكشفت طلبات الزبائن عن ذلك.",
        "أعلنت معادن ثمينة في المزاد.",
        "رغبة في حل فوري للأزمة.",
        "طلب كريم من الضيوف.",
        "أعلنت الشركة العامة للمستثمرين ذلك.",
    ],
)
def test_ordinary_word_without_cue_is_no_name(find, text: str) -> None:
    """A source is not Masdar, nor a witness Shahid."""
    assert find(text) == []


def test_company_is_found_again_without_its_noun(find) -> None:
    """After الشركة المتحدة للألبان the rest of the name stands for the whole."""
    found = find("أسست الشركة المتحدة للألبان فرعا. وتملك المتحدة للألبان متجرا.")
    assert [mention.text for mention in found] == ["الشركة المتحدة للألبان", "المتحدة للألبان"]


def test_ordinary_word_is_found_again_where_only_a_company_stands(find) -> None:
    """After شركة النخيل القابضة what verbs and nouns of companies are said of is the company, and a palm is a palm."""
    found = find("وقعت شركة النخيل القابضة عقدا. وقالت النخيل إن أرباح النخيل زادت. وغرست أشجار النخيل.")
    assert [mention.text for mention in found] == ["النخيل القابضة", "النخيل", "النخيل"]


@pytest.mark.parametrize(
    ("text", "word", "times"),
    [
        (
            "كشفت شركة بصمة للبرمجيات عن خطتها. وتعمل بصمة في الأردن. وقال الرئيس التنفيذي لبصمة إن بصمة ستتوسع.",
            "بصمة",
            3,
        ),
        ("تملك مجموعة أفق القابضة مصنعا. وزادت أرباح أفق. وباع حصته في أفق. ووقع اتفاقا مع أفق.", "أفق", 3),
        ("حققت الشركة المتحدة للرعاية الطبية (رعاية) أرباحا. وتملك رعاية مستشفى.", "رعاية", 2),
        ("أفق تشتري مصنعا.\n\nوقعت شركة أفق الدولية للنقل عقدا.", "أفق", 1),
        ("باع حصته إلى شركة ركاز. وتخطط ركاز للتوسع.", "ركاز", 2),
        ("كشفت شركة بصمة للبرمجيات عن خطتها. وترك بصمة واضحة. ووضع بصمة المدير. وهذه بصمتها.", "بصمة", 0),
        ("حققت الشركة المتحدة للرعاية الطبية أرباحا. وأعلنت رعاية المؤتمر. وقدمت رعاية طبية.", "رعاية", 0),
        ("وقعت شركة مسلحة بالخبرة عقدا. وزادت مجموعة أزمة.", "أزمة", 0),
        ("باعت الشركة القابضة للصناعات المعدنية مصنعا. وزادت أرباح الشركة.", "الشركة", 0),
    ],
)
def test_ordinary_word_is_the_short_name_where_only_a_company_stands(find, text: str, word: str, times: int) -> None:
    """What a company is called by in full, before its field, its legal form or in brackets, it is called by alone."""
    assert [mention.text for mention in find(text)].count(word) == times


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("أسس خالد نادر شركة مساحات العقارية عام 2010.", "مساحات"),
        ("باع حصته في شركة السلام الصحية.", "السلام الصحية"),
        ("باع حصته في شركة أسواق مصر.", "أسواق مصر"),
        ("زادت أرباح شركة تأمين السنوية.", None),
    ],
)
def test_adjective_that_only_agrees_with_the_company_closes_its_name(find, text: str, name: str | None) -> None:
    """السلام is masculine, مساحات has no article: the adjective is of the company."""
    assert [mention.text for mention in find(text) if mention.type == "Company"] == ([name] if name else [])


def test_each_place_of_a_frequent_word_needs_its_cue(find) -> None:
    """After شركة مصدر a مصدر may still be a source."""
    found = find("وقعت شركة مصدر العقد أمس. وقال مصدر مطلع إن العقد كبير.")
    assert [mention.text for mention in found] == ["شركة مصدر"]


def test_name_is_found_again(find) -> None:
    """A name that stands somewhere with a cue is found without one, and a person by the surname, with or without article."""
    found = find("اشترى عبدالإله كعكى شركة «أفق». وقال الكعكي إن أفق رابحة.")
    assert [mention.text for mention in found] == ["عبدالإله كعكى", "أفق", "الكعكي", "أفق"]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("وافقت الحكومة في إيرلندا على البيع.", "irish-government"),
        ("وافقت الحكومة على بيع الشركة المصرية.", "egyptian-government"),
    ],
)
def test_state_body_belongs_to_the_clear_country(find, text: str, entity: str) -> None:
    """الحكومة is the one of the only country of the article, or of the country after في."""
    found = {mention.text: mention.entities for mention in find(text)}
    assert found["الحكومة"] == (entity,)


@pytest.mark.parametrize("text", ["وافقت الحكومة على البيع.", "اتفقت مصر وإيطاليا، ورحبت الحكومة."])
def test_state_body_without_clear_country_is_none(find, text: str) -> None:
    """الحكومة is nothing where no country is clear."""
    assert "الحكومة" not in [mention.text for mention in find(text)]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("يقع مقر شركة بيادر في عمّان ولها فرع في دبي.", ("amman",)),
        ("استثمرت شركة بيادر في عُمان.", ("oman",)),
        ("قال البنك المركزي الأردني إن شركة بيادر تعمل في عمان وإربد.", ("amman",)),
        ("باعت شركة بيادر العمانية مصنعها في عمان.", ("oman",)),
        ("تعمل شركة بيادر الأردنية في عمان وصلالة العمانية.", ()),
        ("افتتحت شركة بيادر فرعا في دبي وآخر في عمان.", ()),
    ],
)
def test_a_shared_name_is_of_the_place_that_its_signs_or_its_country_tell(
    find, text: str, entities: tuple[str, ...]
) -> None:
    """Where neither does, or both countries are named, it is a place that nobody knows."""
    (place,) = (mention for mention in find(text) if mention.text in ("عمان", "عمّان", "عُمان"))
    assert (place.type, place.entities) == ("Place", entities)


def test_longest_mention_is_kept() -> None:
    """Of mentions that overlap the longest is kept, and of equals the one of the better finder."""
    short = Mention(Span(0, 4), "سابك", "Company", finder="known")
    long = Mention(Span(0, 12), "سابك القابضة", "Company", finder="cue")
    same = Mention(Span(0, 12), "سابك القابضة", "", finder="quote")
    assert settle([short, long, same]) == [same]


@settings(max_examples=50, deadline=None)
@given(st.one_of(st.text(max_size=80), st.text(alphabet='شركةبنالوم «»()"،.-5Aa', max_size=60)))
def test_mentions_stand_in_the_text(reader: Reader, text: str) -> None:
    """Mentions of any text have its words, in order, without overlap."""
    article = Article("any", text, (Paragraph(Span(0, len(text)), "body"),))
    position = 0
    for mention in reader.find(article, sentences(article, reader.analyse, reader.find.vocabulary)):
        assert mention.span.start >= position
        assert article.text[mention.span.start : mention.span.end] == mention.text != ""
        position = mention.span.end

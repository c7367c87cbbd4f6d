"""Sounds: which Arabic and Latin spellings are of one name."""

from __future__ import annotations

import pytest

from kg.arabic.sounds import in_latin, similarity, sound_alike

SAME = """
برايت رول = BrightRoll | كروم = Chrome | شيري = Cherry | فلوري = Flurry | تمبلر = Tumblr | غوغل = Google | جوجل = Google | مايكروسوفت = Microsoft
أوراكل = Oracle | إنفيديا = Nvidia | كوالكوم = Qualcomm | برودكوم = Broadcom | سيسكو = Cisco | أدوبي = Adobe | سبوتيفاي = Spotify | نتفليكس = Netflix
لينوفو = Lenovo | شاومي = Xiaomi | سامسونج = Samsung | باناسونيك = Panasonic | توشيبا = Toshiba | ميتسوبيشي = Mitsubishi
تويوتا = Toyota | هيونداي = Hyundai | فولكسفاغن = Volkswagen | بورشه = Porsche | فيراري = Ferrari | شيفروليه = Chevrolet | ستيلانتيس = Stellantis
لوفتهانزا = Lufthansa | إيرباص = Airbus | بومباردييه = Bombardier | إمبراير = Embraer | رولز رويس = Rolls Royce | سافران = Safran | تاليس = Thales
نستله = Nestle | دانون = Danone | يونيليفر = Unilever | ستاربكس = Starbucks | ماكدونالدز = McDonald's | كارفور = Carrefour | تيسكو = Tesco
فايزر = Pfizer | موديرنا = Moderna | أسترازينيكا = AstraZeneca | نوفارتس = Novartis | سانوفي = Sanofi | باير = Bayer | ميرك = Merck
بلاكستون = Blackstone | كارلايل = Carlyle | بلاك روك = BlackRock | جولدمان ساكس = Goldman Sachs | باركليز = Barclays | سانتاندير = Santander
سوناطراك = Sonatrach | بتروناس = Petronas | غازبروم = Gazprom | روسنفت = Rosneft | هاليبرتون = Halliburton | شلمبرجير = Schlumberger
الراجحي = Al Rajhi | المراعي = Almarai | السويدي = Elsewedy | أوراسكوم = Orascom | سابك = Sabic | أرامكس = Aramex | أوريدو = Ooredoo
دوبيزل = dubizzle | سويفل = Swvl | أنغامي = Anghami | فيزيتا = Vezeeta | بريدفاست = Breadfast | جوميا = Jumia | كيتوبي = Kitopi
نورثفولت = Northvolt | ريفيان = Rivian | لوسيد = Lucid | بولستار = Polestar | أنثروبيك = Anthropic | ميسترال = Mistral | داتابريكس = Databricks
تكنيكاس ريونيداس = Técnicas Reunidas | سكودا = Škoda | زيورخ = Zürich | أرتشيليك = Arçelik | بيكتيه = Pictet | تشيلسي = Chelsea
سميث = Smith | توماس = Thomas | تشامبرز = Chambers | ماثيو = Matthew | الحداد = Haddad | توفور 54 = twofour54
"""

OTHER = """
موقع = MySpace | تخلي = Nokia | شبكة = Instagram | سدير = Sabic | رتاج = Aramco | سنابل = Samsung | المجموعة = Moderna | خدمة = WhatsApp
تطبيق = Telegram | شركة = Shell | بنك = HSBC | وكالة = Reuters | منصة = Netflix | صحيفة = Guardian | جهاز = iPad | محرك = Bing
تويوتا = Honda | هيونداي = Kia | بوينج = Airbus | أرامكو = Sabic | زين = STC | موبايلي = Zain | أوبر = Careem | نون = Amazon
فايزر = Moderna | أسترازينيكا = Sanofi | نستله = Danone | تيسكو = Sainsbury | جولدمان ساكس = Morgan Stanley | باركليز = Lloyds
مايكروسوفت = Motorola | أوراكل = OpenAI | إنفيديا = Intel | كوالكوم = Broadcom | سيسكو = Salesforce | أدوبي = Autodesk | سبوتيفاي = Shopify
هواوي = Honor | لينوفو = Dell | شاومي = Oppo | سامسونج = Siemens | باناسونيك = Pinterest | توشيبا = Toyota | ميتسوبيشي = Mitsui
لوفتهانزا = Lazard | سافران = Sanofi | كارفور = Carlyle | ماكدونالدز = Mondelez | ستاربكس = Stellantis | بلاكستون = Bloomberg
بتروناس = Petrofac | غازبروم = Gazelle Finance | روسنفت = Rolls Royce | هاليبرتون = Hyundai | الراجحي = Al Jazira | المراعي = Almosafer
سدير كابيتال = Sadir | رتاج للتأمين = Retaj Capital | بنك أبوظبي = Abu Dhabi Islamic Bank | آيفون 15 = iPhone 16 | جالاكسي 4 = Galaxy 5
منافس = Microsoft | رئيس = Rivian | مجلس إدارة = Morgan Stanley | نورثفولت = Northrop | ريفيان = Rakuten | لوسيد = Lockheed | بولستار = Palantir
"""


def pairs(table: str) -> list[tuple[str, str]]:
    """Return the pairs of a table: Arabic = Latin, parted by bars and lines."""
    cells = (cell for line in table.strip().splitlines() for cell in line.split("|"))
    return [(arabic.strip(), latin.strip()) for arabic, latin in (cell.split("=") for cell in cells)]


@pytest.mark.parametrize(("arabic", "latin"), pairs(SAME))
def test_spellings_of_one_name_sound_alike(arabic: str, latin: str) -> None:
    """What newspapers write in Arabic letters sounds like what the company writes in Latin ones."""
    assert sound_alike(arabic, latin), similarity(arabic, latin)


@pytest.mark.parametrize(("arabic", "latin"), pairs(OTHER))
def test_other_names_do_not(arabic: str, latin: str) -> None:
    """A competitor, the word before a name, another model and a company named after another one are not that name."""
    assert not sound_alike(arabic, latin), similarity(arabic, latin)


def test_the_tables_have_enough_pairs() -> None:
    """There are more than 150 pairs, none of them twice."""
    table = [*pairs(SAME), *pairs(OTHER)]
    assert len(table) >= 150
    assert len(set(table)) == len(table)


@pytest.mark.parametrize(
    ("name", "latin"), [("Técnicas", True), ("3M", True), ("إم آي تي MIT", False), ("سابك", False)]
)
def test_script_is_told_by_the_letters(name: str, *, latin: bool) -> None:
    """A name with any Arabic letter is Arabic; marks on Latin letters don't matter."""
    assert in_latin(name) is latin

"""What the columns of a table hold: by what they are called, in many languages, or by what stands in them."""

import re
from collections.abc import Callable, Sequence

from studygen.lists.card_list import CardTable
from studygen.wording import nearest

TERM, MEANING, QUESTION, ANSWER, CLOZE = "term", "meaning", "question", "answer", "cloze"
TAGS, IMAGE, AUDIO, HINT, NOTE, ALIASES = "tags", "image", "audio", "hint", "note", "aliases"
ALT, LICENCE, CREDIT, DECK, NOTHING = "alt", "licence", "source", "deck", "-"

ROLES = (
    TERM, MEANING, QUESTION, ANSWER, CLOZE, TAGS, IMAGE, AUDIO, HINT, NOTE, ALIASES, ALT, LICENCE, CREDIT,
    DECK, NOTHING,
)  # fmt: skip

_CALLED: dict[str, str] = {
    TERM: """
        term word front name vocabulary vocab expression headword phrase
        country concept key begriff wort vorderseite ausdruck vokabel land
        terme mot recto pays término palabra anverso país termine parola
        fronte paese termo palavra frente begrip woord voorkant pojęcie słowo
        przód термин слово понятие 用語 単語 言葉 表面 단어 용어 앞면 词 词语 单词 术语 正面
    """,
    MEANING: """
        meaning definition translation back description english capital gloss
        value bedeutung definition übersetzung rückseite erklärung hauptstadt
        définition signification traduction verso capitale significado
        definición traducción reverso significato definizione traduzione retro
        definição tradução betekenis definitie vertaling achterkant znaczenie
        tłumaczenie tył значение определение перевод 意味 定義 訳 裏面 의미 뜻 번역 뒷면 정의
        意思 含义 释义 翻译 定义 背面
    """,
    QUESTION: """
        question q prompt ask frage pregunta domanda pergunta vraag pytanie
        вопрос 質問 問題 질문 문제 问题
    """,
    ANSWER: """
        answer a response antwort réponse respuesta risposta resposta antwoord
        odpowiedź ответ 答え 답 답변 答案
    """,
    CLOZE: "cloze lückentext",
    TAGS: """
        tags tag labels label category categories topic schlagwörter
        schlagwort kategorie thema étiquettes étiquette catégorie etiquetas
        etiqueta categoría categoria tagi метки теги タグ 태그 标签
    """,
    IMAGE: """
        image picture photo flag img illustration bild foto flagge drapeau
        imagen bandera immagine bandiera imagem afbeelding obraz картинка флаг
        画像 이미지 사진 图片
    """,
    AUDIO: """
        audio sound recording mp3 ton aufnahme son sonido suono som geluid
        звук 音声 소리 오디오 声音
    """,
    HINT: """
        hint clue hinweis tipp indice pista suggerimento dica подсказка ヒント 힌트
        提示
    """,
    NOTE: """
        note notes extra comment comments remark example examples anmerkung
        bemerkung notiz beispiel remarque exemple nota ejemplo esempio exemplo
        opmerking пример 例文 예문 例句 备注
    """,
    ALIASES: """
        aliases alias synonyms synonym synonyme synonymes sinónimos sinonimi
        sinônimos синонимы 유의어 同义词
    """,
    ALT: "alt alternative",
    LICENCE: "licence license lizenz licencia licenza licença",
    CREDIT: "credit attribution",
    DECK: "deck stapel paquet mazo mazzo baralho",
    NOTHING: "guid id no nr number index notetype",
}
_BY_NAME = {name: role for role, names in reversed(_CALLED.items()) for name in names.split()}
_LONGEST_HEADER = 40
_PICTURE = re.compile(r"(?i)\S*\.(?:png|jpe?g|gif|webp|svg)|<img\b[^>]*>")
_RECORDING = re.compile(r"(?i)\S*\.(?:mp3|ogg|oga|opus|wav|m4a|flac)|\[sound:[^\]]*\]")
_CLOZE = re.compile(r"\{\{c\d+::")
_ASKS = re.compile(r"[?？؟]\W*$")


def role_of(name: str) -> str:
    """Return what a column holds by its name; "" if nothing is known of it."""
    words = [word for word in re.split(r"[\W_]+", name.casefold()) if word]
    whole = _BY_NAME.get(name.strip().casefold(), "")
    found = [role for word in words if (role := _BY_NAME.get(word))]
    return whole or (found[-1] if found else "")


def looks_like_header(cells: Sequence[str]) -> bool:
    """Tell whether a first row names its columns: it has known names, and all are different words."""
    said = [cell for cell in cells if cell]
    known = [
        cell for cell in said if cell.strip().casefold() in _BY_NAME or (role_of(cell) and len(said) > 2)
    ]
    is_short = all(len(cell) <= _LONGEST_HEADER for cell in said)
    # One word of two may be the first card: “mot” and “word”.
    enough = len(known) * 2 > len(said) or len(known) > 1
    return bool(said) and is_short and len({*said}) == len(said) and enough


def recognised(table: CardTable) -> tuple[str, ...]:
    """Return what each column holds; what nothing is known of is `note`."""
    roles = [table.roles.get(at) or role_of(name) for at, name in enumerate(table.columns)]
    samples = [[row.values[at] for row in table.rows if row.values[at]] for at in range(len(roles))]
    for at, sample in enumerate(samples):
        if table.roles.get(at) or not sample:
            continue
        if _most(sample, _CLOZE.search):
            roles[at] = CLOZE
        elif _most(sample, _PICTURE.fullmatch):
            roles[at] = IMAGE
        elif _most(sample, _RECORDING.fullmatch):
            roles[at] = AUDIO
    _once(roles)
    if CLOZE in roles and CLOZE not in map(role_of, table.columns):
        return tuple(NOTE if each in ("", TERM, MEANING, QUESTION, ANSWER) else each for each in roles)
    free = [at for at, role in enumerate(roles) if not role and samples[at]]
    for wanted, others in ((TERM, (QUESTION,)), (MEANING, (ANSWER,))):
        if free and not {wanted, *others} & {*roles}:
            roles[free.pop(0)] = wanted
    # Of a table without a word for it, what is shown first is asked for.
    if {TERM, QUESTION}.isdisjoint(roles) and MEANING in roles and NOTE in roles:
        roles[roles.index(NOTE)] = TERM
    return tuple(role or NOTE for role in roles)


def named(written: str, table: CardTable) -> tuple[str, ...] | str:
    """Return what columns hold as somebody has named it, term,meaning,-; or what is wrong with that."""
    roles = [each.strip().lower() for each in written.split(",")]
    for role in roles:
        if role not in ROLES:
            known = ", ".join(ROLES)
            return f"there is no column {role!r}{nearest(role, ROLES)}; there are {known} (left out)"
    if len(roles) > len(table.columns):
        return f"these are {len(roles)} columns, and the file has {len(table.columns)}"
    twice = next(
        (role for role in roles if role not in (NOTE, NOTHING, TAGS) and roles.count(role) > 1), None
    )
    if twice:
        return f"two columns are {twice!r}; only note, tags and - may stand twice"
    return (*roles, *[NOTHING] * (len(table.columns) - len(roles)))


def asks(text: str) -> bool:
    """Tell whether what stands on the front of a card is a question rather than a word."""
    return bool(_ASKS.search(text)) or len(text.split()) > 7 or "\n" in text.strip()


def _once(roles: list[str]) -> None:
    """Leave what one column only may be to the first that is called so."""
    known: set[str] = set()
    for at, role in enumerate(roles):
        if role and role in known and role not in (NOTE, NOTHING, TAGS):
            roles[at] = NOTE
        known.add(role)


def _most(sample: Sequence[str], is_such: Callable[[str], object]) -> bool:
    return sum(bool(is_such(each.strip())) for each in sample) * 2 > len(sample)

"""Words that turn what is said around, language by language: “not”, “perhaps”, and what is like them.

A language is its code in ISO 639. Rules that compare a card with its passages keep silent in any other: what
says “not” there is not known. Whoever adds a language writes words as they stand in texts, in small letters.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TurningWords:
    """What says in a language that something is not so, or not quite."""

    negations: re.Pattern[str]
    hedges: re.Pattern[str]
    joints: re.Pattern[str]  # where a clause ends, beyond which a negation does not reach
    # What says without any negation that something is not so, or was not done: refuses, without, instead.
    denials: re.Pattern[str]
    contrasts: re.Pattern[str] | None = None  # what says that something else is talked of
    # What stands behind what it negates, with the word that it must follow, if any: Er kam nicht; it is not.
    trailing: re.Pattern[str] | None = None
    negates_backwards: bool = False  # whether that is the rule
    negates_once: bool = False  # whether several negations of a clause are one: ne … pas, no … nada


_PUNCTUATION = r"[.,;:!?…()\[\]“”„«»\"]|\s[–—-]+\s|—"


def _any(words: str, *patterns: str, less: str = "(?!)") -> re.Pattern[str]:
    """Return a pattern of whole words; `_` stands for a space, `*` for any letters."""
    plain = (re.escape(word).replace("_", r"\s+").replace(r"\*", r"\w*") for word in words.split())
    whole = (rf"\b{word}\b" for word in plain)
    return re.compile(rf"(?!\b(?:{less}))(?:{'|'.join([*whole, *patterns])})", re.IGNORECASE)


def _joints(words: str) -> re.Pattern[str]:
    return _any(words, _PUNCTUATION)


HEDGES = re.compile(
    r"""\b(
      (?-i:may|might)(?!\ (?:\d|of\b))(?:\ (?:very\ )?well)?
    | perhaps | maybe | possibly | probably | presumably | apparently | likely
    | supposedly | supposed\ to | allegedly | arguably | seem(?:s|ed)? | (?:tend|appear)(?:s|ed)?\ to
    | almost | nearly | practically | virtually | all\ but | for\ all\ intents\ and\ purposes
    | often | sometimes | usually | generally | typically | ordinarily | roughly | approximately
    | mostly | mainly | largely | partly | partially | in\ part | somewhat | to\ (?:some|a\ certain)\ extent
    )\b(?:\ always)?""",
    re.VERBOSE | re.IGNORECASE,
)

TURNING_WORDS = {
    "da": TurningWords(
        negations=_any(
            "ikke aldrig ingen intet ingenting uden næppe hverken", less=r"ikke (?:kun|bare|blot|alene)\b"
        ),
        hedges=_any("måske formentlig sandsynligvis næsten ofte undertiden synes muligvis angiveligt"),
        joints=_joints("og men eller fordi skønt mens når hvis der som at"),
        denials=_any("nægte* afvis* undgå* mangle* forhindr* forbyd* forbød kun"),
        trailing=_any("ikke aldrig"),
        negates_backwards=True,
    ),
    "de": TurningWords(
        negations=_any(
            "nicht nie niemals nirgends niemand niemanden niemandem nichts kein keine keinen keinem"
            " keiner keines weder ohne kaum keineswegs nein",
            less=r"nicht (?:nur|bloß|allein|zuletzt|selten)\b|nichts (?:anderes )?als\b|ohne Zweifel\b",
        ),
        hedges=_any(
            "vielleicht wohl wahrscheinlich vermutlich möglicherweise angeblich anscheinend scheinbar"
            " fast beinahe nahezu meist meistens oft manchmal teilweise scheint scheinen schien dürfte"
            " dürften könnte könnten"
        ),
        joints=_joints("und aber doch oder sondern denn weil obwohl während wenn dass als"),
        denials=_any(
            "weiger* lehnt* ablehn* abgelehnt verneint* bestreit* bestritt* verhinder* vermeid* vermied*"
            " verbiet* verbot* verboten fehl* mangel* statt anstatt unmöglich unfähig aufhör* verzicht*"
            " nur erst wider entgegen Unvermögen verweiger* widerleg* widerspr* zweif* bezweif*"
        ),
        contrasts=_any("anders im_gegensatz unterscheid* unterschied*"),
        trailing=_any("nicht nie niemals keineswegs"),
        negates_backwards=True,
    ),
    "en": TurningWords(
        negations=_any(
            "not never neither nor none nobody nothing nowhere no_one no cannot hardly scarcely barely"
            " without",
            r"\b\w+n['’]t\b",
            less=r"not (?:only|just|merely|simply|least|to mention|so much)\b|No\. ?\d"
            r"|no (?:doubt|matter|sooner|less|fewer|\d)|nothing (?:but|less|other)\b|none the less"
            r"|without (?:doubt|question)\b",
        ),
        hedges=HEDGES,
        joints=_joints(
            "and but because although though that while whereas when who which unless until if since yet"
        ),
        denials=_any(
            "refus* reject* deny denies denied denying denial* avoid* prevent* fail fails failed failing"
            " failure* lack lacks lacked lacking forb* prohibit* ban bans banned abolish* stop* ceas*"
            " oppos* against unable impossib* instead rather_than few little less only disput* doubt*"
            " absen* exclud* contrar* contradict* refut* disprov* unsuccess* abandon* exempt*"
            " neglect* ignor* spare* hide hides beyond unlikely inability incapab* resist* rid far_from"
            " short_of other_than in_vain free_of lose loses lost loss give_up gave_up given_up before too"
            " wrong* just merely not_only not_just not_merely instead_of"
        ),
        contrasts=_any("compar* unlike contrast* differ* than"),
        trailing=_any(
            "",
            r"(?:am|are|can|could|did|do|does|had|has|have|is|may|might|must|shall|should|was|were|will|would)\s+"
            r"(?:not|never|hardly|by no means|in no way|no longer)\b",
        ),
    ),
    "es": TurningWords(
        negations=_any(
            "no nunca jamás nada nadie ningún ninguna ninguno sin tampoco ni apenas",
            less=r"no (?:s[oó]lo|solamente|únicamente|obstante)\b|sin (?:duda|embargo)\b",
        ),
        hedges=_any(
            "quizá quizás tal_vez acaso probablemente posiblemente casi a_veces a_menudo parece parecen"
            " parecía generalmente suele suelen solía"
        ),
        joints=_joints("y e pero o u porque aunque mientras cuando que sino si pues quien donde"),
        denials=_any(
            "rechaz* negó negar negaba negaban niega niegan impid* imped* evit* falta* carec* prohib*"
            " imposible* incapa* abol* suprim* sólo solo contra en_vez_de en_lugar_de dej* apenas escas*"
            " poco poca"
        ),
        negates_once=True,
    ),
    "fr": TurningWords(
        negations=_any(
            "ne pas jamais rien aucun aucune nul nulle sans guère ni non",
            r"\bn['’]",
            less=r"non seulement\b|pas (?:seulement|à pas)\b|sans doute\b|ne (?:\w+ )que\b",
        ),
        hedges=_any(
            "peut-être probablement sans_doute presque souvent parfois généralement semble semblent"
            " semblait paraît paraissent"
        ),
        joints=_joints("et mais ou car parce quoique bien_que pendant quand lorsque qui que dont où si mais"),
        denials=_any(
            "refus* rejet* nie nient niait nié nier empêch* évit* manqu* interdi* impossible* incapable*"
            " abol* supprim* seulement contre au_lieu_de cess* inutile* peu perd*"
        ),
        negates_once=True,
    ),
    "it": TurningWords(
        negations=_any(
            "non mai nulla niente nessun nessuno nessuna senza né neanche nemmeno neppure",
            less=r"non (?:solo|soltanto|solamente)\b|senza dubbio\b",
        ),
        hedges=_any(
            "forse probabilmente quasi spesso talvolta sembra sembrano sembrava pare paiono magari circa"
        ),
        joints=_joints("e ed ma o perché benché sebbene mentre quando che chi cui se"),
        denials=_any(
            "rifiut* respin* nega negò negare negava imped* evit* manc* viet* proibi* impossibil*"
            " incapac* abol* soltanto contro invece smett* smise poco poca"
        ),
        negates_once=True,
    ),
    "nl": TurningWords(
        negations=_any(
            "niet nooit geen niemand niets nergens zonder nauwelijks noch",
            less=r"niet (?:alleen|slechts|enkel)\b|niets dan\b|zonder twijfel\b",
        ),
        hedges=_any("misschien wellicht waarschijnlijk bijna vaak soms lijkt lijken schijnt vermoedelijk"),
        joints=_joints("en maar of omdat hoewel terwijl toen als die dat want"),
        denials=_any(
            "weiger* verwerp* verwierp* ontken* verhinder* vermijd* vermeed* ontbreek* ontbrak* verbied*"
            " verbood* onmogelijk* slechts alleen tegen in_plaats_van"
        ),
        trailing=_any("niet nooit"),
        negates_backwards=True,
    ),
    "no": TurningWords(
        negations=_any(
            "ikke ikkje aldri ingen intet ingenting uten neppe verken", less=r"ikke (?:bare|kun|alene)\b"
        ),
        hedges=_any("kanskje trolig sannsynligvis nesten ofte noen_ganger synes muligens angivelig"),
        joints=_joints("og men eller fordi selv_om mens når hvis som at"),
        denials=_any("nekt* avvis* unngå* unngikk mangl* hindr* forby* forbød bare mot"),
        trailing=_any("ikke ikkje aldri"),
        negates_backwards=True,
    ),
    "pt": TurningWords(
        negations=_any(
            "não nunca jamais nada ninguém nenhum nenhuma sem nem",
            less=r"não (?:só|apenas|somente)\b|sem dúvida\b",
        ),
        hedges=_any("talvez provavelmente possivelmente quase às_vezes muitas_vezes parece parecem parecia"),
        joints=_joints("e mas ou porque embora enquanto quando que se quem"),
        denials=_any(
            "recus* rejeit* negou negar negava imped* evit* falt* carec* proib* impossíve* incapa* abol*"
            " apenas só contra em_vez_de deix* pouco pouca"
        ),
        negates_once=True,
    ),
    "ru": TurningWords(
        negations=_any(
            "не ни нет никогда ничего ничто ничем никто никого никому никакой никакого никаких без нельзя"
            " едва вовсе_не",
            less=r"не (?:только|просто|менее)\b|без сомнения\b",
        ),
        hedges=_any(
            "возможно вероятно может_быть пожалуй почти кажется казалось часто иногда якобы по-видимому"
            " обычно скорее_всего"
        ),
        joints=_joints("и а но или потому хотя пока когда что который которая которые которого если чтобы"),
        denials=_any(
            "отказ* отверг* отриц* избега* избежа* препятств* помеша* мешал* запре* невозможн* неспособн*"
            " отмен* только лишь против вместо прекрат* отсутств* невинов* лиш*"
        ),
        negates_once=True,
    ),
    "sv": TurningWords(
        negations=_any(
            "inte icke ej aldrig ingen inget inga ingenting knappt varken utan_att",
            less=r"inte (?:bara|endast|enbart)\b",
        ),
        hedges=_any("kanske troligen sannolikt nästan ofta ibland verkar tycks möjligen"),
        joints=_joints("och men eller därför_att eftersom fast medan när om som att utan"),
        denials=_any(
            "vägra* avvisa* förneka* hindra* undvik* sakna* förbjud* förbjöd omöjlig* bara endast mot"
        ),
        trailing=_any("inte icke aldrig"),
        negates_backwards=True,
    ),
}


# They deny that there is something: what else is said of it has to agree as well.
DETERMINERS = frozenset(
    [
        "no",
        "kein",
        "keine",
        "keinen",
        "keinem",
        "keiner",
        "keines",
        "geen",
        "ingen",
        "inget",
        "inga",
        "intet",
        "aucun",
        "aucune",
        "nul",
        "nulle",
        "ningún",
        "ninguna",
        "nessun",
        "nessuna",
        "nenhum",
        "nenhuma",
        "никакой",
        "никаких",
    ]
)


def turning_words(language: str) -> TurningWords | None:
    """Return what is known of the language with this code; None if nothing is."""
    return TURNING_WORDS.get(language)

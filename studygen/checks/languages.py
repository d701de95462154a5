"""What rules about wording know of a language; of one that is not listed, its letters alone.

A language is its code in ISO 639, which source.yaml has under `language`. The stemmers are Snowball's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

_ENGLISH = """
    a about above according after again against all also although am an and another any are as
    at away be became because become been before being below between both but by came can cannot
    could did do does doing done down during each either else even ever every few for from
    further get go had has have having he her here hers him his how however i if in into is it
    its itself just like made make many may me might more most much must my neither no nobody
    none nor not nothing now of off often on once one only or other others our out over own per
    perhaps quite rather same say said says shall she should since so some somebody something
    still such than that the their them themselves then there these they this those though
    through thus to together too toward towards under until up upon us use very was way we were
    what when where whether which while who whom whose why will with within without would yet
    you your
"""


# Forms that no stemmer leads back to the word that they are of.
_ENGLISH_FORMS = """
    began begun begin, bought buy, broke broken break, brought bring, built build, caught catch, chose chosen
    choose, drank drunk drink, drew drawn draw, drove driven drive, fell fallen fall, felt feel, fled flee,
    forbade forbidden forbid, forgot forgotten forget, fought fight, found find, gave given give, grew grown
    grow, heard hear, held hold, hid hidden hide, kept keep, knew known know, led lead, lent lend, lost lose,
    meant mean, met meet, paid pay, ran run, rose risen rise, sang sung sing, sank sunk sink, sat sit, saw
    seen see, sent send, shook shaken shake, sold sell, sought seek, spent spend, spoke spoken speak, stole
    stolen steal, stood stand, struck strike, swam swum swim, swore sworn swear, taught teach, thought think,
    threw thrown throw, told tell, took taken take, tore torn tear, understood understand, went gone go,
    withdrew withdrawn withdraw, won win, wore worn wear, wrote written write
"""

_DA = """
    af alle alt at blev bliver både da de dem den denne der deres det dette dig din dog du efter eller
    en end er et for fordi fra før han hans har havde hende hendes her hun hvad hver hvilken hvis hvor
    hvordan hvorfor i ikke ind ingen jeg jo kan kun kunne man mange med meget mellem men mere mig min
    mod måtte må ned nogen noget nogle nu når og også om op os over på sagde selv sig siden sin skal
    skulle som så til ud under var ved vi vil ville være været
"""

_DE = """
    aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus bei
    beim bereits bin bis bist da dabei dadurch dafür daher damit dann daran darauf darin das dass davon
    dazu dem den denen denn dennoch der deren des dessen die dies diese diesem diesen dieser dieses doch
    dort du durch eben ein eine einem einen einer eines er es etwas euch euer für gegen hat hatte hatten
    habe haben hier hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in indem ins ist ja
    jede jedem jeden jeder jedes jene jenem jenen jener jenes jetzt kann kein keine keinem keinen keiner
    können könnte konnte machen man mehr mein mich mir mit muss musste müssen nach nachdem nämlich nein
    nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner seines selbst sich
    sie sind so solche solcher soll sollen sollte sondern sonst über um und uns unser unter viel viele
    vom von vor wann war waren warum was weder weil welche welcher wenn wer werden wie wieder will wir
    wird wo wohl wollen worden wurde wurden während würde zu zum zur zwar zwischen darf dürfen mag wozu
    worin
"""

_ES = """
    a ahora al algo alguien algún alguna algunas alguno algunos antes aquel aquella aquello aunque así
    aún bien cada casi como con contra cosa cual cuales cuando cuanto cuya cuyo cuál cuántas cuántos de
    del desde donde dos durante e el ella ellas ellos en entre era eran es esa esas ese eso esos esta
    estaba estado estar estas este esto estos está están fue fueron ha haber habla había hace hacer
    hacia han hasta hay he hizo la las le les lo los luego mas me mi mientras mismo misma mucho muy más
    nada nadie ni ningún ninguna ninguno no nos nosotros nunca o os otra otras otro otros para pero poco
    por porque puede pueden pues que quien quienes qué quién se sea según ser si sido sin sino sobre son
    su sus sí sólo solo también tampoco tan tanto te tenía tener tiene toda todas todo todos tras tu
    tuvo un una unas uno unos usted va y ya yo él
"""

_FR = """
    a ai ainsi alors après au aucun aucune aura aussi autre autres aux avaient avait avant avec avez
    avoir avons ayant beaucoup bien car ce ceci cela celle celles celui cependant ces cet cette ceux
    chaque chez comme comment contre d dans de depuis des deux doit donc dont du elle elles en encore
    entre est et eu eut eux fait fera fois font fut faire faut guère hors ici il ils jamais je jusque l
    la le les leur leurs lors lorsque lui là ma mais me même mêmes mes moi moins mon ne ni non nos notre
    nous on ont ou où par parce pas pendant peu peut peuvent plus point pour pourquoi pourra puis
    puisque qu quand que quel quelle quelles quels qui quoi rien s sa sans se sera ses si sien soi soit
    son sont sous sur ta tant te tel telle tels tes toi ton tous tout toute toutes trop très tu un une
    vers voici vos votre vous y à été étaient était étant être ça
"""

_IT = """
    a ad agli ai al alla alle allo altra altre altri altro anche ancora avere aveva avevano c che chi ci
    ciò col come con contro cosa così cui da dagli dai dal dalla dalle dallo degli dei del dell della
    delle dello dentro di dopo dove due e ebbe ed era erano essere fa fare fatto fino fra fu furono già
    gli ha hanno ho i il in io l la le lei li lo loro lui ma mai me mentre mi mio molto ne negli nei nel
    nell nella nelle nello nessun nessuna nessuno noi non nostro nulla o ogni oltre per perché però più
    poi poco prima può qua quale quali quando quanto quel quella quelle quelli quello questa queste
    questi questo qui se sei sempre senza si sia siamo solo sono sopra sotto sta stata stati stato su
    sua sue sui sul sulla sulle suo suoi tale tanto te ti tra tu tutta tutte tutti tutto un una uno voi
    è
"""

_NL = """
    aan al alle alles als altijd ander andere anders bij binnen daar dan dat de den der deze die dit
    doch doen door dus een en er ergens ge geen haar had hadden heb hebben heeft hem hen het hier hij
    hoe hun iets ik in is ja je jij kan konden kon kunnen maar me meer men met mijn moet moeten mij na
    naar niet niets nog nu of om omdat onder ons ook op over reeds te tegen toch toen tot tussen u uit
    van veel voor waar waarom wanneer want waren was wat we weer wel werd werden wezen wie wij wil
    worden wordt zal ze zeer zelf zich zij zijn zo zonder zou zouden
"""

_NO = """
    alle at av bare ble blei bli blir både da de deg dem den denne der deres det dette din du eller en
    enn er et etter for fordi fra før ha hadde han hans har henne hennes her hun hva hver hvilken hvis
    hvor hvordan hvorfor i ikke ikkje ingen inn jeg kan kunne man mange med meg meget mellom men mer min
    mot må måtte noe noen nå når og også om opp oss over på sa seg selv siden sin skal skulle som så til
    ut under var ved vi vil ville være vært
"""

_PT = """
    a ainda algo alguém algum alguma ao aos antes aquela aquele aquilo as assim até bem cada com como
    contra da das de dela dele depois desde do dos e ela elas ele eles em entre era eram essa essas esse
    esses esta estava este estes está estão eu fazer foi foram há isso isto já lhe lhes lo mais mas me
    mesmo meu minha muito na nada nas nem nenhum nenhuma ninguém no nos nossa nosso num numa nunca não
    nós o onde os ou outra outro outros para pela pelo pelos perante pode por porque pouco quais qual
    quando quanto que quem se seja sem sempre ser seu seus si sido sobre somente sou sua suas são só
    também tanto te tem tendo ter teve tinha toda todas todo todos tu tudo um uma umas uns vos você à às
    é
"""

_RU = """
    а без более бы был была были было быть в вам вас ведь весь во вот все всё всего всех вы где да даже
    для до его ее её если есть еще ещё же за здесь и из или им их к как какой какая какие каком когда
    кого кто который которая которое которые которого которой которых которую ли лишь между меня мне
    много может мог могла могли можно мой моя мы на над надо наш не него нее неё ней нельзя нет ни
    нибудь никогда ним них ничего но ну о об однако он она они оно от очень перед по под после потом
    потому почти почему при про раз с сам сама сами само самый свой своя свое своё своей своих себе себя
    со так такой такая такие там те тем теперь то тогда того тоже той только том тот ту тут ты у уже
    хотя хоть чего чей чем через что чтобы чтоб чему эта эти этим этих это этого этой этом этот эту я
    пока зато
"""

_SV = """
    alla allt att av bara blev bli blir både då de dem den denna deras dess det detta dig din dock du
    där efter eller en enligt er ett från för före ha hade han hans har henne hennes här hon hur i icke
    in inga ingen inte jag ju kan kunde man med mellan men mer mig min mot mycket måste ned ni nu någon
    något några när och också om oss över på samma sedan sig sin sina själv skall skulle som så till
    under upp ut utan vad var varför varje vara vi vid vilka vilken vill ville än är åt
"""


@dataclass(frozen=True, slots=True)
class Language:
    """How words of a language are compared."""

    stemmer: str | None = None  # the name that Snowball has for it
    # The words that say nothing by themselves; where they are not listed, those of one or two letters.
    empty: frozenset[str] | None = None
    capitalises_nouns: bool = False  # so that a capital makes no name
    irregular: Mapping[str, str] = field(default_factory=dict)  # forms to words


def _forms(listed: str) -> dict[str, str]:
    groups = [group.split() for group in listed.split(",")]
    return {form: word for *forms, word in groups for form in forms}


LANGUAGES = {
    "ar": Language("arabic"),
    "da": Language("danish", empty=frozenset(_DA.split())),
    "de": Language("german", empty=frozenset(_DE.split()), capitalises_nouns=True),
    "el": Language("greek"),
    "en": Language("english", empty=frozenset(_ENGLISH.split()), irregular=_forms(_ENGLISH_FORMS)),
    "es": Language("spanish", empty=frozenset(_ES.split())),
    "eu": Language("basque"),
    "fi": Language("finnish"),
    "fr": Language("french", empty=frozenset(_FR.split())),
    "hu": Language("hungarian"),
    "it": Language("italian", empty=frozenset(_IT.split())),
    "lb": Language(capitalises_nouns=True),
    "nl": Language("dutch", empty=frozenset(_NL.split())),
    "no": Language("norwegian", empty=frozenset(_NO.split())),
    "pt": Language("portuguese", empty=frozenset(_PT.split())),
    "ro": Language("romanian"),
    "ru": Language("russian", empty=frozenset(_RU.split())),
    "sv": Language("swedish", empty=frozenset(_SV.split())),
    "tr": Language("turkish"),
}


def language_of(code: str) -> Language:
    """Return what is known of the language with this code."""
    return LANGUAGES.get(code, Language())

"""What tables, columns and values are called in the CRMs of six countries, and how a name is told by its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# By role, then by language; a word may stand for its plural where that only adds a letter.
TABLES: dict[str, dict[str, str]] = {
    "company": {
        "en": "company companies organisation organisations organization organizations account accounts customer"
        " customers client clients firm firms partner partners",
        "nl": "relatie relaties klant klanten bedrijf bedrijven organisatie organisaties debiteur debiteuren",
        "no": "kunde kunder firma firmaer bedrift bedrifter selskap selskaper organisasjon organisasjoner",
        "da": "kunde kunder firma firmaer virksomhed virksomheder organisation organisationer",
        "de": "kunde kunden firma firmen unternehmen mandant mandanten geschäftspartner",
        "fr": "client clients société sociétés entreprise entreprises organisation tiers compte comptes",
    },
    "person": {
        "en": "person persons people contact contacts",
        "nl": "persoon personen contactpersoon contactpersonen contacten",
        "no": "person personer kontaktperson kontaktpersoner kontakt kontakter",
        "da": "person personer kontaktperson kontaktpersoner kontakt kontakter",
        "de": "person personen ansprechpartner kontakt kontakte kontaktperson kontaktpersonen",
        "fr": "personne personnes contact contacts interlocuteur interlocuteurs",
    },
    "project": {
        "en": "project projects",
        "nl": "project projecten",
        "no": "prosjekt prosjekter",
        "da": "projekt projekter",
        "de": "projekt projekte",
        "fr": "projet projets",
    },
    "activity": {
        "en": "activity activities appointment appointments call calls meeting meetings task tasks visit visits"
        " interaction interactions followup followups",
        "nl": "activiteit activiteiten afspraak afspraken taak taken bezoek bezoeken gesprek gesprekken contactmoment"
        " contactmomenten klantcontact klantcontacten",
        "no": "aktivitet aktiviteter avtale avtaler møte møter besøk oppgave oppgaver samtale samtaler oppfølging"
        " oppfølginger",
        "da": "aktivitet aktiviteter aftale aftaler møde møder besøg opgave opgaver samtale samtaler opfølgning"
        " opfølgninger",
        "de": "aktivität aktivitäten termin termine besuch besuche aufgabe aufgaben anruf anrufe gespräch gespräche",
        "fr": "activité activités rendezvous rdv appel appels visite visites tâche tâches réunion réunions",
    },
    "sale": {
        "en": "sale sales order orders opportunity opportunities deal deals quote quotes",
        "nl": "verkoop verkopen offerte offertes verkoopkans verkoopkansen bestelling bestellingen",
        "no": "salg ordre ordrer tilbud salgsmulighet salgsmuligheter",
        "da": "salg ordre ordrer tilbud salgsmulighed salgsmuligheder",
        "de": "verkauf verkäufe auftrag aufträge angebot angebote bestellung bestellungen",
        "fr": "vente ventes commande commandes devis opportunité opportunités affaire affaires",
    },
    "request": {
        "en": "request requests ticket tickets case cases complaint complaints servicecall servicecalls",
        "nl": "verzoek verzoeken melding meldingen klacht klachten aanvraag aanvragen",
        "no": "sak saker henvendelse henvendelser",
        "da": "sag sager henvendelse henvendelser",
        "de": "anfrage anfragen fall fälle beschwerde beschwerden",
        "fr": "demande demandes réclamation réclamations",
    },
    "users": {
        "en": "user users employee employees associate associates staff",
        "nl": "gebruiker gebruikers medewerker medewerkers",
        "no": "bruker brukere ansatt ansatte selger selgere medarbeider medarbeidere",
        "da": "bruger brugere medarbejder medarbejdere sælger sælgere",
        "de": "benutzer mitarbeiter anwender",
        "fr": "utilisateur utilisateurs employé employés collaborateur collaborateurs",
    },
}
# By field, in every language: words of which a column's name is one, or with which it ends.
COLUMNS = {
    "name": "name naam navn nom bezeichnung bedrijfsnaam firmanavn firmanaam firmenname raisonsociale fullname",
    "first_name": "firstname voornaam fornavn vorname prénom",
    "last_name": "lastname surname achternaam etternavn efternavn nachname nomdefamille",
    "category": "category categorie kategori kategorie catégorie segment",
    "owner": "owner accountmanager responsible salesrep verantwoordelijke eigenaar ansvarlig kundeansvarlig eier ejer"
    " verantwortlicher betreuer responsable commercial",
    "phone": "phone telephone telefoon telefon telefonnummer téléphone tel",
    "email": "email mail epost courriel mél",
    "direction": "direction richting retning richtung sens",
    "intention": "intention intentie intensjon hensikt formål absicht zweck doel objectif",
    "type": "type soort art slags typ",
    "status": "status statut state stand tilstand",
    "stage": "stage fase etape stadium phase étape trinn trin",
    "title": "title subject titel tittel onderwerp omschrijving emne betreff titre objet sujet",
    "user": "user employee associate gebruiker medewerker bruker bruger medarbejder selger sælger benutzer mitarbeiter"
    " utilisateur employé",
}
COMPLETED = (
    "completed done closed finished ok held afgehandeld voltooid gereed afgerond fullført ferdig utført afsluttet"
    " udført færdig gennemført erledigt abgeschlossen fertig terminé fait clos réalisé"
)
DELETED = "deleted trash archived verwijderd slettet gelöscht supprimé"
AMOUNT = (
    "amount total price value revenue bedrag totaal omzet prijs beløp beløb omsetning omsætning sum betrag summe umsatz"
    " preis wert montant prix valeur"
)
ENDS = "endson enddate enddato einddatum slutdato sluttdato deadline enddatum datefin"
# In this order: the plain word for a date, the date of what happened, that on which the row was made.
DATES = (
    "date day at datum dato tidspunkt when",
    "start begin due sent held happened order invoice sale visit call debut beginn verkoop salg ordre faktura besøk"
    " besøg afspraak møte møde termin vente commande rendezvous",
    "creat aangemaakt opprettet oprettet erstellt angelegt créé registr",
)
# Values of the library's parameters, in every language.
VALUES = {
    "customer": "customer customers klant klanten kunde kunden kunder client clients",
    "outgoing": "outgoing out outbound uitgaand utgående utgaande udgående udgaaende ausgehend sortant",
    "incoming": "incoming in inbound inkomend binnenkomend innkommende inngående indgående eingehend entrant",
    "open": "open åpen åben offen ouvert ouverte openstaand",
    "sold": "sold won verkocht gewonnen solgt vunnet vundet verkauft vendu gagné order ordre",
    "selling": "sales sale selling verkoop salg verkauf vente",
    "marketing": "marketing",
    "ongoing": "ongoing active lopend pågående igangværende laufend encours actief aktiv",
    "over": "completed stopped voltooid afgerond gestopt fullført avsluttet stoppet afsluttet abgeschlossen gestoppt"
    " terminé arrêté",
    "quote": "quote offerte tilbud angebot devis",
}
SHORT = 6
_LETTERS = str.maketrans({"ø": "o", "æ": "a", "å": "a", "ß": "ss", "œ": "o"})


def folded(text: str) -> str:
    """So that a word is one however it is written: møde, moede and mode; Geschäft, geschaeft."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    letters = "".join(each for each in plain if each.isalnum())
    return re.sub("oe", "o", re.sub("a[ea]", "a", letters))


def parts(name: str) -> list[str]:
    """The words of a name, folded: ``PhoneCall``, ``phone_call``."""
    words = re.sub(r"([a-zæøåäöü0-9])([A-ZÆØÅÄÖÜ])", r"\1_\2", name)
    return [folded(word) for word in re.split(r"[^\w]+|_+", words) if folded(word)]


def listed(words: str) -> frozenset[str]:
    return frozenset(folded(word) for word in words.split())


def ending(name: str, words: Iterable[str]) -> str:
    """The longest of the folded words with which a name ends; a short one must be a word of its own. Empty: none."""
    whole, last = "".join(parts(name)), (parts(name) or [""])[-1]
    found = (word for word in words if word in (last, whole) or (len(word) >= SHORT and whole.endswith(word)))
    return max(found, key=len, default="")


def role(table: str) -> str:
    """What a table holds, by its name: that of the longest word that it ends with. Empty: nobody knows."""
    found = {of: ending(table, listed(" ".join(words.values()))) for of, words in TABLES.items()}
    best = max(found, key=lambda of: len(found[of]))
    return best if found[best] else ""


def languages(tables: Iterable[str]) -> list[str]:
    """The language whose words most of the tables are called by, if it is one that texts of the library have."""
    names = [table for table in tables if role(table)]
    spoken = {
        language: sum(bool(ending(name, listed(TABLES[role(name)][language]))) for name in names)
        for language in ("nl", "no", "da", "de", "fr", "en")
    }
    # Norwegian and Danish have many words in common, and English some with all of them.
    most = max(spoken, key=lambda language: spoken[language])
    return [most, "en"] if spoken[most] and most in ("nl", "no", "da") else ["en"]

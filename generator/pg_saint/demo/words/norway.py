"""Norwegian names."""

from pg_saint.demo.words.country import City, Country

# fmt: off
NORWAY = Country(
    code="NO",
    language="no",
    currency="NOK",
    rate="1.0000",
    share=0.46,
    phone="+47 2# ## ## ##",
    mobile="+47 9## ## ###",
    legal_forms=("AS", "AS", "AS", "ASA", "DA"),
    first_names=(
        "Kari", "Anne", "Ingrid", "Solveig", "Marit", "Liv", "Astrid", "Berit", "Hilde", "Nina", "Silje", "Camilla",
        "Ida", "Tuva", "Ole", "Lars", "Per", "Bjørn", "Knut", "Svein", "Geir", "Terje", "Morten", "Øyvind", "Håkon",
        "Eirik", "Sindre", "Magnus", "Torbjørn", "Åse",
    ),
    last_names=(
        "Hansen", "Johansen", "Olsen", "Larsen", "Andersen", "Nilsen", "Kristiansen", "Berg", "Haugen", "Hagen",
        "Bakken", "Lie", "Dahl", "Lund", "Moen", "Solberg", "Strand", "Sandvik", "Myhre", "Brekke", "Tveit", "Nygård",
        "Ødegård", "Rønning", "Fjeld", "Aasen", "Bråten", "Vik",
    ),
    cities=(
        City("Oslo", "01", 59.91, 10.75), City("Bergen", "50", 60.39, 5.32), City("Trondheim", "70", 63.43, 10.40),
        City("Stavanger", "40", 58.97, 5.73), City("Drammen", "30", 59.74, 10.20), City("Tromsø", "90", 69.65, 18.96),
        City("Kristiansand", "46", 58.15, 8.00), City("Ålesund", "60", 62.47, 6.15), City("Bodø", "80", 67.28, 14.40),
        City("Hamar", "23", 60.79, 11.07), City("Fredrikstad", "16", 59.22, 10.93), City("Molde", "64", 62.74, 7.16),
    ),
    streets=("Storgata", "Kirkeveien", "Havnegata", "Industriveien", "Skolegata", "Fjordveien", "Torggata"),
    stems=(
        "Fjord", "Nordlys", "Fossen", "Granli", "Havblikk", "Midnattsol", "Skogly", "Vestland", "Østfold", "Svaner",
        "Viking", "Stormfugl", "Hardanger", "Sølvberg", "Trollheim", "Bekkestua", "Lofot", "Jotun",
    ),
    trades=(
        ("Bygg", "Construction"), ("Eiendom", "Property"), ("Regnskap", "Accounting"), ("Tannklinikk", "Health"),
        ("Sjømat", "Food"), ("Transport", "Transport"), ("Rør", "Construction"), ("Elektro", "Installation"),
        ("Arkitekter", "Design"), ("Bakeri", "Food"), ("Maritime", "Shipping"), ("Skole", "Education"),
        ("Bilsenter", "Retail"), ("Advokatfirma", "Legal"), ("Møbler", "Retail"), ("Energi", "Energy"),
        ("Hotell", "Hospitality"), ("Trykkeri", "Media"), ("Verksted", "Industry"), ("Omsorg", "Health"),
    ),
    positions=("Daglig leder", "IT-ansvarlig", "Innkjøper", "Økonomisjef", "Kontorsjef", "Prosjektleder"),
)

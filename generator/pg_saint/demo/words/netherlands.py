"""Dutch names."""

from pg_saint.demo.words.country import City, Country

# fmt: off
NETHERLANDS = Country(
    code="NL",
    language="nl",
    currency="EUR",
    rate="11.6200",
    share=0.24,
    phone="+31 85 ### ## ##",
    mobile="+31 6 #### ####",
    legal_forms=("B.V.", "B.V.", "B.V.", "V.O.F.", "N.V."),
    first_names=(
        "Sanne", "Anouk", "Femke", "Lotte", "Maaike", "Marijke", "Annemarie", "Ilse", "Nienke", "Saskia", "Roos",
        "Wilma", "Jan", "Pieter", "Kees", "Daan", "Bram", "Sjoerd", "Joost", "Ruben", "Thijs", "Willem", "Maarten",
        "Hendrik", "Jeroen", "Gijs", "Wouter", "Niels",
    ),
    last_names=(
        "de Jong", "Jansen", "de Vries", "van den Berg", "Bakker", "van Dijk", "Visser", "Smit", "Meijer", "de Boer",
        "Mulder", "de Groot", "Bos", "Vos", "Peters", "Hendriks", "van Leeuwen", "Dekker", "Brouwer", "de Wit",
        "Dijkstra", "Smits", "van der Meer", "Kuipers", "Postma", "Hoekstra",
    ),
    cities=(
        City("Amsterdam", "10", 52.37, 4.90), City("Rotterdam", "30", 51.92, 4.48), City("Utrecht", "35", 52.09, 5.12),
        City("Eindhoven", "56", 51.44, 5.48), City("Groningen", "97", 53.22, 6.57), City("Zwolle", "80", 52.51, 6.09),
        City("Leeuwarden", "89", 53.20, 5.80), City("Breda", "48", 51.59, 4.78), City("Arnhem", "68", 51.98, 5.91),
        City("Haarlem", "20", 52.39, 4.64), City("Delft", "26", 52.01, 4.36),
    ),
    streets=("Dorpsstraat", "Stationsweg", "Havenkade", "Molenweg", "Marktplein", "Industrieweg", "Kerkstraat"),
    stems=(
        "Polder", "Zilvermeeuw", "Oranje", "De Linde", "Waterland", "De Eik", "Noorderlicht", "Duinzicht", "Maas",
        "Rijnmond", "De Ooievaar", "Kempen", "Veluwe", "De Hoop", "Zonnebloem", "Westerschelde",
    ),
    trades=(
        ("Bouw", "Construction"), ("Vastgoed", "Property"), ("Accountants", "Accounting"), ("Tandartsen", "Health"),
        ("Bloemen", "Retail"), ("Logistiek", "Transport"), ("Installatietechniek", "Installation"),
        ("Architecten", "Design"), ("Bakkerij", "Food"), ("Scheepswerf", "Shipping"), ("Opleidingen", "Education"),
        ("Autobedrijf", "Retail"), ("Notarissen", "Legal"), ("Meubelen", "Retail"), ("Kaas", "Food"),
        ("Hotels", "Hospitality"), ("Drukkerij", "Media"), ("Metaalbewerking", "Industry"), ("Zorg", "Health"),
        ("Tuinbouw", "Industry"),
    ),
    positions=("Directeur", "ICT-manager", "Inkoper", "Controller", "Office manager", "Projectleider"),
)

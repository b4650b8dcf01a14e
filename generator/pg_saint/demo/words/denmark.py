"""Danish names."""

from pg_saint.demo.words.country import City, Country

# fmt: off
DENMARK = Country(
    code="DK",
    language="da",
    currency="DKK",
    rate="1.5600",
    share=0.18,
    phone="+45 3# ## ## ##",
    mobile="+45 2# ## ## ##",
    legal_forms=("ApS", "ApS", "A/S", "A/S", "I/S"),
    first_names=(
        "Mette", "Kirsten", "Hanne", "Birgitte", "Lone", "Pernille", "Signe", "Freja", "Trine", "Gitte", "Søren",
        "Jens", "Niels", "Rasmus", "Mads", "Anders", "Christian", "Frederik", "Henrik", "Kasper", "Torben", "Asger",
    ),
    last_names=(
        "Nielsen", "Jensen", "Hansen", "Pedersen", "Christensen", "Sørensen", "Rasmussen", "Jørgensen", "Petersen",
        "Madsen", "Kristensen", "Thomsen", "Knudsen", "Poulsen", "Møller", "Holm", "Kjær", "Bach", "Friis",
        "Nørgaard", "Skov", "Lauridsen",
    ),
    cities=(
        City("København", "10", 55.68, 12.57), City("Aarhus", "80", 56.16, 10.20), City("Odense", "50", 55.40, 10.39),
        City("Aalborg", "90", 57.05, 9.92), City("Esbjerg", "67", 55.47, 8.45), City("Kolding", "60", 55.49, 9.47),
        City("Roskilde", "40", 55.64, 12.08), City("Vejle", "71", 55.71, 9.54), City("Randers", "89", 56.46, 10.04),
    ),
    streets=("Østergade", "Havnevej", "Møllevej", "Algade", "Nørregade", "Strandvejen", "Fabriksvej"),
    stems=(
        "Nordhavn", "Limfjord", "Bøgely", "Storebælt", "Skagen", "Amalie", "Fyn", "Kronborg", "Havfruen", "Sydhavn",
        "Lærke", "Vesterhav", "Svane", "Jylland", "Egely",
    ),
    trades=(
        ("Byg", "Construction"), ("Ejendomme", "Property"), ("Revision", "Accounting"), ("Tandlæger", "Health"),
        ("Fisk", "Food"), ("Spedition", "Transport"), ("VVS", "Installation"), ("Arkitekter", "Design"),
        ("Bageri", "Food"), ("Rederi", "Shipping"), ("Kurser", "Education"), ("Cykler", "Retail"),
        ("Advokater", "Legal"), ("Møbler", "Retail"), ("Vindkraft", "Energy"), ("Kro", "Hospitality"),
        ("Bogtryk", "Media"), ("Maskinfabrik", "Industry"), ("Apotek", "Health"),
    ),
    positions=("Direktør", "IT-chef", "Indkøber", "Økonomichef", "Kontorleder", "Projektleder"),
)

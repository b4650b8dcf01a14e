"""British names."""

from pg_saint.demo.words.country import City, Country

# fmt: off
UNITED_KINGDOM = Country(
    code="GB",
    language="en",
    currency="GBP",
    rate="13.5500",
    share=0.12,
    phone="+44 20 7946 0###",
    mobile="+44 7700 900###",
    legal_forms=("Ltd", "Ltd", "Ltd", "plc", "LLP"),
    first_names=(
        "Emma", "Olivia", "Charlotte", "Sophie", "Margaret", "Hannah", "Rachel", "Gemma", "Priya", "Fiona", "James",
        "Thomas", "George", "Harry", "Oliver", "Callum", "Andrew", "Stephen", "Imran", "Gareth", "Owen", "Duncan",
    ),
    last_names=(
        "Smith", "Jones", "Taylor", "Brown", "Williams", "Wilson", "Johnson", "Davies", "Patel", "Wright", "Walker",
        "Thompson", "Hughes", "Edwards", "Green", "Clarke", "Murray", "MacLeod", "Ashworth", "Bennett", "Fletcher",
        "Okafor",
    ),
    cities=(
        City("London", "EC1A ", 51.51, -0.13), City("Manchester", "M1 ", 53.48, -2.24),
        City("Edinburgh", "EH1 ", 55.95, -3.19), City("Bristol", "BS1 ", 51.45, -2.59),
        City("Leeds", "LS1 ", 53.80, -1.55), City("Cardiff", "CF10 ", 51.48, -3.18),
        City("Aberdeen", "AB10 ", 57.15, -2.09), City("Norwich", "NR1 ", 52.63, 1.30),
    ),
    streets=("High Street", "Station Road", "Mill Lane", "Victoria Road", "Quayside", "Church Street", "Park Avenue"),
    stems=(
        "Albion", "Harbour", "Red Kite", "Thistle", "Meadow", "Pennine", "Lighthouse", "Ironbridge", "Oakwood",
        "Severn", "Highland", "Kingfisher", "Old Mill", "Northgate", "Beacon",
    ),
    trades=(
        ("Builders", "Construction"), ("Estates", "Property"), ("Accountants", "Accounting"), ("Dental", "Health"),
        ("Brewery", "Food"), ("Haulage", "Transport"), ("Plumbing", "Installation"), ("Architects", "Design"),
        ("Bakery", "Food"), ("Shipping", "Shipping"), ("Training", "Education"), ("Motors", "Retail"),
        ("Solicitors", "Legal"), ("Furniture", "Retail"), ("Energy", "Energy"), ("Inns", "Hospitality"),
        ("Press", "Media"), ("Engineering", "Industry"), ("Care", "Health"),
    ),
    positions=("Managing director", "IT manager", "Buyer", "Finance director", "Office manager", "Project manager"),
)

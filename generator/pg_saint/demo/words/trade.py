"""What Bridgecom's own people do, sell, write and answer; in English, the language of the shop's CRM."""

from __future__ import annotations

# fmt: off
USERS = (
    ("astrid", "Astrid Solheim", "Management"),
    ("henrik", "Henrik Dahlby", "Sales"),
    ("maaike", "Maaike Verhoeven", "Sales"),
    ("jonas", "Jonas Ekeland", "Sales"),
    ("pernille", "Pernille Kjærsgaard", "Sales"),
    ("tom", "Tom Ashby", "Sales"),
    ("linnea", "Linnea Hauge", "Sales"),
    ("silje", "Silje Brattli", "Marketing"),
    ("ruben", "Ruben Hofstra", "Marketing"),
    ("oddvar", "Oddvar Kvamme", "Service"),
    ("fatima", "Fatima Rahimi", "Service"),
    ("mikkel", "Mikkel Toft", "Service"),
)

CATEGORIES = ("Customer", "Prospect", "Former customer", "Partner", "Supplier")

FOLLOW_UP_TYPES = (
    ("Phone call to customer", "phone", "outgoing", "Sales"),
    ("E-mail to customer", "email", "outgoing", "Sales"),
    ("Meeting at the customer", "appointment", "outgoing", "Sales"),
    ("Service visit", "appointment", "outgoing", "Service"),
    ("Newsletter", "mailing", "outgoing", "Marketing"),
    ("Campaign call", "phone", "outgoing", "Marketing"),
    ("Seminar invitation", "email", "outgoing", "Marketing"),
    ("Phone call from customer", "phone", "incoming", "Sales"),
    ("E-mail from customer", "email", "incoming", "Sales"),
    ("Visit to our shop", "appointment", "incoming", "Sales"),
    ("Call to the service desk", "phone", "incoming", "Service"),
    ("Internal meeting", "appointment", "internal", "Administration"),
    ("Task", "task", "internal", "Administration"),
)

SUBJECTS = {
    "Phone call to customer": ("How do the new laptops do?", "Renewal of the licences", "Delivery date", "New contact"),
    "E-mail to customer": ("Your quote", "Prices of docking stations", "Order confirmation", "Summary of our meeting"),
    "Meeting at the customer": ("Yearly review", "Plan for the new office", "Demonstration of laptops", "Contract"),
    "Service visit": ("Server maintenance", "Replaced a power supply", "Network in the warehouse", "Printer installed"),
    "Newsletter": ("What is new this month", "Spring offers", "Security updates you need", "Trade in your old PC"),
    "Campaign call": ("Trade-in campaign", "Is your server still supported?", "Office licences campaign"),
    "Seminar invitation": ("Breakfast seminar: safe e-mail", "Open day in the shop", "Webinar: moving to the cloud"),
    "Phone call from customer": ("Asks for a price", "Wants to order screens", "Asks about delivery", "Wants advice"),
    "E-mail from customer": ("Question about the quote", "Order", "Please call me", "Change of address"),
    "Visit to our shop": ("Looked at laptops", "Collected an order", "Tried the new screens"),
    "Call to the service desk": ("Laptop does not start", "Cannot print", "Forgotten password", "Slow network"),
    "Internal meeting": ("Progress", "Planning", "Risks and actions", "Status of deliveries"),
    "Task": ("Order the hardware", "Prepare the installation", "Write the report", "Check the invoice"),
}

PRODUCTS = (
    ("laptops", 13_900), ("desktop PCs", 9_800), ("screens", 3_200), ("docking stations", 2_100),
    ("office licences", 1_650), ("servers", 48_000), ("printers", 5_400), ("tablets", 6_900),
    ("network switches", 7_300), ("meeting room screens", 21_500), ("backup subscriptions", 2_900),
)

DOCUMENT_TEMPLATES = (
    ("Quote", "quote", "outgoing", "Sales"),
    ("Sales letter", "letter", "outgoing", "Marketing"),
    ("Service contract", "contract", "outgoing", "Service"),
    ("Delivery report", "report", "outgoing", "Service"),
    ("Letter from customer", "letter", "incoming", "Administration"),
)

REQUESTS = {
    "Hardware": (5, ("Screen flickers", "Laptop battery swells", "Keyboard is dead", "Docking station loses the net")),
    "Software": (3, ("Office does not open", "Licence has expired", "Update fails", "Mail does not arrive")),
    "Network": (2, ("Wi-Fi drops out", "Cannot reach the server", "VPN is slow")),
    "Invoice": (8, ("Invoiced twice", "Wrong address on the invoice", "Where is the credit note?")),
    "Order": (4, ("Where is my order?", "Wrong model delivered", "Two screens are missing")),
}

PROJECTS = (
    ("New office", "Delivery"), ("Cloud migration", "Migration"), ("Server renewal", "Delivery"),
    ("Meeting rooms", "Delivery"), ("Laptop roll-out", "Roll-out"), ("Network upgrade", "Network"),
    ("Security review", "Advice"), ("Backup and recovery", "Migration"), ("Printer replacement", "Roll-out"),
)

"""The state systems by their codes, and their names in words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from app.domain.texts import Text

SystemCode = Literal[
    "gbdfl", "cbdi", "esobes", "mab", "egov", "dds", "sms", "monitoring", "aleumet"
]

SYSTEM_NAMES: Mapping[SystemCode, Text] = MappingProxyType(
    {
        "gbdfl": Text(
            "«Жеке тұлғалар» мемлекеттік дерекқоры",
            "Государственная база данных «Физические лица»",
            "State database “Natural persons”",
        ),
        "cbdi": Text(
            "Мүгедектігі бар адамдардың орталықтандырылған деректер банкі",
            "Централизованный банк данных лиц с инвалидностью",
            "Central databank of persons with disabilities",
        ),
        "esobes": Text(
            "«Е-Собес» автоматтандырылған ақпараттық жүйесі",
            "Автоматизированная информационная система «Е-Собес»",
            "Automated information system “E-Sobes”",
        ),
        "mab": Text("Мобильді азаматтар базасы", "База мобильных граждан", "Mobile citizens base"),
        "egov": Text(
            "«Электрондық үкімет» порталы",
            "Портал «электронного правительства»",
            "“Electronic government” portal",
        ),
        "dds": Text(
            "Цифрлық құжаттар сервисі", "Сервис цифровых документов", "Digital documents service"
        ),
        "sms": Text("SMS шлюзі", "SMS-шлюз", "SMS gateway"),
        "monitoring": Text(
            "Мемлекеттік қызметтер көрсету мониторингінің ақпараттық жүйесі",
            "Информационная система мониторинга оказания государственных услуг",
            "Information system of monitoring of state services",
        ),
        "aleumet": Text(
            "Әлеуметтік қызметтер порталы", "Портал социальных услуг", "Social services portal"
        ),
    }
)

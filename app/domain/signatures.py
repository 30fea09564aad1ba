"""Electronic signatures: who signed what, how that was proven, and why one is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NewType
from uuid import UUID

from app.domain.refusals import Conflict, Invalid
from app.domain.texts import Text

SignatureId = NewType("SignatureId", UUID)


class SignatureRefused(Invalid):
    """A signature that proves nothing; the subclasses say why, and nothing was kept."""

    code = "SignatureRefused"
    title = Text("Қолтаңба қабылданбады", "Подпись не принята", "The signature was not accepted")


class SignatureUnreadable(SignatureRefused):
    code = "SignatureUnreadable"
    title = Text(
        "Бұл электрондық қолтаңба емес немесе оның форматы танылмайды",
        "Это не электронная подпись, или её формат не распознан",
        "This is no electronic signature, or its format is not known",
    )


class SignedContentDiffers(SignatureRefused):
    code = "SignedContentDiffers"
    title = Text(
        "Қолтаңба басқа құжатқа қойылған немесе құжат кейін өзгертілген",
        "Подпись поставлена под другим документом, или документ потом изменён",
        "The signature belongs to another document, or the document was changed afterwards",
    )


class SignerUntrusted(SignatureRefused):
    code = "SignerUntrusted"
    title = Text(
        "Сертификатты сенімді куәландырушы орталық бермеген",
        "Сертификат выдан не доверенным удостоверяющим центром",
        "The certificate was not issued by a trusted certification authority",
    )


class CertificateExpired(SignatureRefused):
    code = "CertificateExpired"
    title = Text(
        "Сертификаттың мерзімі өткен: ЭЦҚ кілтін жаңартыңыз",
        "Срок сертификата истёк: обновите ключ ЭЦП",
        "The certificate has expired: please renew the key",
    )


class CertificateNotYetValid(SignatureRefused):
    code = "CertificateNotYetValid"
    title = Text(
        "Сертификат әлі күшіне енген жоқ",
        "Сертификат ещё не вступил в силу",
        "The certificate is not valid yet",
    )


class CertificateRevoked(SignatureRefused):
    code = "CertificateRevoked"
    title = Text(
        "Сертификат кері қайтарып алынған: жаңа ЭЦҚ кілтін алыңыз",
        "Сертификат отозван: получите новый ключ ЭЦП",
        "The certificate was revoked: please get a new key",
    )


class CertificateNotForSigning(SignatureRefused):
    code = "CertificateNotForSigning"
    title = Text(
        "Бұл кілт құжатқа қол қоюға арналмаған: қол қою кілтін таңдаңыз",
        "Этот ключ не предназначен для подписи документов: выберите ключ подписи",
        "This key is not meant for signing documents: please choose the signing key",
    )


class AlgorithmNotSupported(SignatureRefused):
    code = "AlgorithmNotSupported"
    title = Text(
        "Бұл алгоритмдегі қолтаңба тексерілмейді: RSA немесе ECDSA кілтімен қол қойыңыз",
        "Подпись этим алгоритмом здесь не проверяется: подпишите ключом RSA или ECDSA",
        "A signature by this algorithm cannot be verified here: please sign with an RSA or EC key",
    )


class GostNotSupported(AlgorithmNotSupported):
    """GOST 34.10-2015, as the national authority's newer keys have it."""

    code = "GostNotSupported"
    title = Text(
        "ГОСТ 34.10-2015 алгоритмімен қойылған қолтаңба мұнда тексерілмейді: "
        "NCALayer терезесінде RSA немесе ECDSA кілтін таңдаңыз",
        "Подпись по алгоритму ГОСТ 34.10-2015 здесь не проверяется: "
        "выберите в окне NCALayer ключ RSA или ECDSA",
        "A signature by GOST 34.10-2015 cannot be verified here: "
        "please choose an RSA or EC key in NCALayer",
    )


class WrongSigner(SignatureRefused):
    code = "WrongSigner"
    title = Text(
        "Қолтаңба басқа адамның кілтімен қойылған: өз ЭЦҚ кілтіңізбен қол қойыңыз",
        "Подпись поставлена ключом другого человека: подпишите своим ключом ЭЦП",
        "The signature was made with another person's key: please sign with your own",
    )


class SignerHasNoIin(Conflict):
    """A person without an IIN: no signature could be matched with them."""

    code = "SignerHasNoIin"
    title = Text(
        "ЖСН-іңіз жүйеде көрсетілмеген: оны әкімші енгізуі керек",
        "Ваш ИИН не указан в системе: его должен внести администратор",
        "Your IIN is not known to the system: an administrator has to enter it",
    )


class PinRefused(Invalid):
    code = "PinRefused"
    title = Text(
        "PIN қате, қайта енгізіңіз",
        "Неверный PIN, введите его ещё раз",
        "The PIN is wrong, please enter it again",
    )


class AlreadySigned(Conflict):
    code = "AlreadySigned"
    title = Text(
        "Сіз бұл құжатқа қол қойып қойғансыз",
        "Вы уже подписали этот документ",
        "You have signed this document already",
    )


@dataclass(frozen=True, slots=True)
class Signer:
    """A person as their certificate names them."""

    iin: str
    full_name: str

    def demand(self, iin: str) -> None:
        """Raise WrongSigner unless the certificate is this person's."""
        if self.iin != iin:
            raise WrongSigner("Expected the certificate of the person who signs")


@dataclass(frozen=True, slots=True)
class Proof:
    """What was looked at when a signature was found good."""

    signer: Signer
    certificate: bytes
    """The signer's, DER."""
    content_sha256: str
    """Of what was signed, hex."""
    verified_at: datetime
    facts: Mapping[str, str]
    """Algorithm, issuer, serial number, validity, list of revocations: for whoever asks later."""

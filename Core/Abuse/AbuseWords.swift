/// The few words that a mail takes from the data, in its reader's language.
extension AbuseCategory {
    package func words(in locale: Locale) -> String {
        switch (self, locale) {
        case (.spam, .french): "envoi de courriers non sollicités (spam)"
        case (.spam, .english): "unsolicited mail (spam)"
        case (.phishing, .french): "hameçonnage"
        case (.phishing, .english): "phishing"
        case (.malware, .french): "logiciel malveillant"
        case (.malware, .english): "malware"
        case (.attack, .french): "attaque ou balayage de réseau"
        case (.attack, .english): "attack or network scan"
        case (.compromised, .french): "machine compromise"
        case (.compromised, .english): "compromised machine"
        case (.copyright, .french): "atteinte au droit d'auteur"
        case (.copyright, .english): "copyright infringement"
        case (.vulnerability, .french): "service vulnérable"
        case (.vulnerability, .english): "vulnerable service"
        case (.reputation, .french): "mauvaise réputation de l'adresse"
        case (.reputation, .english): "poor reputation of the address"
        case (.childAbuse, .french), (.authentication, .french), (.notAbuse, .french), (.other, .french): "signalement"
        case (.childAbuse, .english), (.authentication, .english), (.notAbuse, .english), (.other, .english): "report"
        }
    }
}

extension BlockScope {
    package func words(in locale: Locale) -> String {
        switch (self, locale) {
        case (.smtp, .french): "l'envoi de courrier (port 25)"
        case (.smtp, .english): "outgoing mail (port 25)"
        case (.all, .french): "tout le trafic"
        case (.all, .english): "all traffic"
        }
    }
}

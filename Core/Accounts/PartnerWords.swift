/// What the mails to a partner say of the option “création”.
extension Partner.Option {
    package func words(in locale: Locale) -> String {
        switch (self, locale) {
        case (.none, .french): "Cet identifiant ne permet pas de créer des organisations."
        case (.none, .english): "This login cannot create organisations."
        case (.pending, .french):
            "L'option « création » (créer des organisations) a été demandée : elle attend l'accord d'une seconde personne, et un message vous préviendra."
        case (.pending, .english):
            "The option to create organisations was ordered: it waits for the consent of a second person, and a message will tell you."
        case (.granted, .french): "L'option « création » est accordée : cet identifiant permet de créer des organisations."
        case (.granted, .english): "The option is granted: this login can create organisations."
        case (.declined, .french):
            "L'option « création » n'a pas été accordée : cet identifiant ne permet pas de créer des organisations."
        case (.declined, .english): "The option was not granted: this login cannot create organisations."
        }
    }
}

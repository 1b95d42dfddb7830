package io.github.rerank4j.spring.shared;

import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.settings.SettingNames;
import java.util.List;

/** A reranker's properties are incomplete, wrong, or contradict each other; the message names them and the way out. */
public final class RerankConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message that names properties and the way out. */
    public RerankConfigurationException(String message) {
        super(message);
    }

    private RerankConfigurationException(String message, IllegalArgumentException objection) {
        super(message, objection);
    }

    /** What a builder objects to, told in properties, and in beans where only these can give what is meant. */
    public static RerankConfigurationException of(
            SettingNames names, List<? extends Setting<?, ?>> settings, IllegalArgumentException objection) {
        String told = names.in(objection).replace(", or a supplier of it", "");
        List<String> named = objection instanceof SettingException wrong ? wrong.settings() : List.of();
        for (Setting<?, ?> setting : settings) {
            if (setting.form() == Form.OBJECT && named.contains(setting.name())) {
                told = inBeans(told, setting);
            }
        }
        return new RerankConfigurationException(told, objection);
    }

    private static String inBeans(String told, Setting<?, ?> setting) {
        String type = setting.type().getSimpleName();
        String article = "AEIOU".indexOf(type.charAt(0)) < 0 ? "a " : "an ";
        // what has parentheses is code
        String name = setting.name() + "\\b(?!\\()";
        return told.replaceAll("\\b(the|own) " + name, "$1 " + type + " bean")
                .replaceAll("\\b" + name, article + type + " bean");
    }
}

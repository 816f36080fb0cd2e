package io.reelrank.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** The templates, which were compiled with the classes. */
final class PageTemplates {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, PageTemplates.class.getClassLoader(), PageTemplates.class.getPackageName());

    private PageTemplates() {}

    /**
     * Renders a template.
     *
     * @param name its file in {@code src/main/jte}
     * @param values its parameters by name
     */
    static String render(String name, Map<String, Object> values) {
        StringOutput html = new StringOutput();
        ENGINE.render(name, values, html);
        return html.toString();
    }
}

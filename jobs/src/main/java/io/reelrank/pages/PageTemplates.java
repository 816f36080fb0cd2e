package io.reelrank.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** The templates, which were compiled with the classes. */
public final class PageTemplates {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, PageTemplates.class.getClassLoader(), PageTemplates.class.getPackageName());

    private PageTemplates() {}

    /**
     * Renders a template.
     *
     * @param name its file below {@code src/main/jte}, such as {@code nights/night.jte}
     * @param values its parameters by name
     */
    public static String render(String name, Map<String, Object> values) {
        StringOutput html = new StringOutput();
        ENGINE.render(name, values, html);
        return html.toString();
    }
}

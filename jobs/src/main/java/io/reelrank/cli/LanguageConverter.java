package io.reelrank.cli;

import io.reelrank.core.settings.PageLanguage;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the code of a language of pages. */
final class LanguageConverter implements ITypeConverter<PageLanguage> {
    @Override
    public PageLanguage convert(String code) {
        return Arrays.stream(PageLanguage.values())
                .filter(language -> language.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'%s' is no language: give one of %s"
                        .formatted(
                                code,
                                Arrays.stream(PageLanguage.values())
                                        .map(PageLanguage::code)
                                        .collect(Collectors.joining(", ")))));
    }
}

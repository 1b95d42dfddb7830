package io.github.rerank4j.spi;

import java.util.List;

/** The names under which servers, frameworks, gateways and relays say what is wrong. */
final class ErrorMembers {

    /** Members that hold words, as a text, an object or a list. The first words that are not generic count. */
    static final List<String> WORDS = List.of(
            "Response",
            "error",
            "Error",
            "err",
            "fault",
            "detail",
            "message",
            "Message",
            "msg",
            "Msg",
            "error_description",
            "error_msg",
            "error_message",
            "errorMessage",
            "errmsg",
            "errMsg",
            "errormsg",
            "err_msg",
            "errorMsg",
            "defaultMessage",
            "faultstring",
            "reason",
            "description",
            "title",
            "status_message");

    /** Where lists of single faults are. */
    static final List<String> FAULTS = List.of(
            "errors",
            "details",
            "violations",
            "fieldViolations",
            "field_violations",
            "invalid-params",
            "invalid_params",
            "invalidParams",
            "issues");

    /** Where a code is. */
    static final List<String> CODES = List.of(
            "code",
            "Code",
            "codeDesc",
            "error_code",
            "errorCode",
            "errorcode",
            "err_code",
            "errCode",
            "errcode",
            "errno");

    /** Where a word is that is a code if it looks like one. */
    static final List<String> TYPES = List.of("type", "error_type", "status");
    /** Where a single fault says what of the request it is about. */
    static final List<String> LOCATIONS =
            List.of("loc", "field", "path", "pointer", "param", "property", "instancePath", "name");

    /** Where an error is, as a text or an object, whatever else is there. */
    static final List<String> ERRORS = List.of("error", "Error", "errors", "err", "fault");

    /** Where true or false says whether all is well. */
    static final List<String> SIGNS = List.of("success", "Success", "ok");

    /** Where a word is that may be one of failure. */
    static final List<String> OUTCOMES = List.of("status", "object", "result");

    /** Where a number is that may be an HTTP status. */
    static final List<String> STATUSES = List.of("status", "statusCode", "status_code");

    private ErrorMembers() {}
}

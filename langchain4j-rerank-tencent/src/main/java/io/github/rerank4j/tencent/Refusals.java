package io.github.rerank4j.tencent;

import static io.github.rerank4j.spi.ErrorKind.AMBIGUOUS;
import static io.github.rerank4j.spi.ErrorKind.AUTHENTICATION;
import static io.github.rerank4j.spi.ErrorKind.INVALID_REQUEST;
import static io.github.rerank4j.spi.ErrorKind.RATE_LIMIT;
import static io.github.rerank4j.spi.ErrorKind.SERVER;

import io.github.rerank4j.spi.ErrorKind;
import org.jspecify.annotations.Nullable;

/** What the error codes of Tencent Cloud mean: those of the product, and those that all its products share. */
final class Refusals {

    private Refusals() {}

    /** The kind of a code, or null for a code that is not known. */
    static @Nullable ErrorKind kind(String code) {
        return switch (code) {
            case "FailedOperation" -> AMBIGUOUS;
            case "FailedOperation.EngineServerError", "FailedOperation.InternalError", "FailedOperation.UnKnowError" ->
                SERVER;
            case "FailedOperation.UnOpenError" -> AUTHENTICATION; // the product is not activated
            case "FailedOperation.FileParseError",
                    "FailedOperation.FileParseTimeout",
                    "FailedOperation.NonsupportParse",
                    "FailedOperation.OcrFailed",
                    "FailedOperation.UploadResultFileFailed" -> INVALID_REQUEST;
            default -> ofFamily(family(code));
        };
    }

    /** What a code means for all its sub-codes: {@code InvalidParameter} for {@code InvalidParameter.FileURLInvalid}. */
    private static @Nullable ErrorKind ofFamily(String family) {
        return switch (family) {
            case "RequestLimitExceeded" -> RATE_LIMIT;
            case "InternalError", "ServiceUnavailable" -> SERVER;
            case "AuthFailure", "UnauthorizedOperation", "IpInBlacklist", "IpNotInWhitelist" -> AUTHENTICATION;
            // arrears, used up packages, a wrong charging status: settled in the account, not in the request
            case "ResourceUnavailable", "ResourcesSoldOut", "ResourceInsufficient" -> AUTHENTICATION;
            case "ActionOffline",
                    "DryRunOperation",
                    "InvalidAction",
                    "InvalidParameter",
                    "InvalidParameterValue",
                    "InvalidRequest",
                    "LimitExceeded",
                    "MissingParameter",
                    "NoSuchProduct",
                    "NoSuchVersion",
                    "RequestSizeLimitExceeded",
                    "ResourceInUse",
                    "ResourceNotFound",
                    "ResponseSizeLimitExceeded",
                    "UnknownParameter",
                    "UnsupportedOperation",
                    "UnsupportedProtocol",
                    "UnsupportedRegion" -> INVALID_REQUEST;
            default -> null;
        };
    }

    private static String family(String code) {
        int dot = code.indexOf('.');
        return dot < 0 || code.startsWith("FailedOperation.") ? code : code.substring(0, dot);
    }
}

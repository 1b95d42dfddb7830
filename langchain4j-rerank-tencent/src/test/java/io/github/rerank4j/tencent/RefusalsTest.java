package io.github.rerank4j.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.spi.ErrorKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    RequestLimitExceeded,                                RATE_LIMIT
                    RequestLimitExceeded.UinLimitExceeded,               RATE_LIMIT
                    RequestLimitExceeded.GlobalRegionUinLimitExceeded,   RATE_LIMIT
                    RequestLimitExceeded.IPLimitExceeded,                RATE_LIMIT
                    InternalError,                                       SERVER
                    ServiceUnavailable,                                  SERVER
                    FailedOperation.EngineServerError,                   SERVER
                    FailedOperation.InternalError,                       SERVER
                    FailedOperation.UnKnowError,                         SERVER
                    FailedOperation,                                     AMBIGUOUS
                    AuthFailure,                                         AUTHENTICATION
                    AuthFailure.SignatureExpire,                         AUTHENTICATION
                    AuthFailure.TokenFailure,                            AUTHENTICATION
                    AuthFailure.SignatureFailure,                        AUTHENTICATION
                    AuthFailure.SecretIdNotFound,                        AUTHENTICATION
                    AuthFailure.InvalidSecretId,                         AUTHENTICATION
                    AuthFailure.InvalidAuthorization,                    AUTHENTICATION
                    AuthFailure.MFAFailure,                              AUTHENTICATION
                    AuthFailure.UnauthorizedOperation,                   AUTHENTICATION
                    UnauthorizedOperation,                               AUTHENTICATION
                    UnauthorizedOperation.CamNoAuth,                     AUTHENTICATION
                    IpInBlacklist,                                       AUTHENTICATION
                    IpNotInWhitelist,                                    AUTHENTICATION
                    FailedOperation.UnOpenError,                         AUTHENTICATION
                    ResourceUnavailable,                                 AUTHENTICATION
                    ResourceUnavailable.InArrears,                       AUTHENTICATION
                    ResourceUnavailable.ResourcePackageRunOut,           AUTHENTICATION
                    ResourcesSoldOut.ChargeStatusException,              AUTHENTICATION
                    ResourcesSoldOut,                                    AUTHENTICATION
                    ResourceInsufficient,                                AUTHENTICATION
                    ResourceNotFound,                                    INVALID_REQUEST
                    ResourceInUse,                                       INVALID_REQUEST
                    FailedOperation.FileParseError,                      INVALID_REQUEST
                    FailedOperation.FileParseTimeout,                    INVALID_REQUEST
                    FailedOperation.NonsupportParse,                     INVALID_REQUEST
                    FailedOperation.OcrFailed,                           INVALID_REQUEST
                    FailedOperation.UploadResultFileFailed,              INVALID_REQUEST
                    InvalidParameter,                                    INVALID_REQUEST
                    InvalidParameter.FileURLInvalid,                     INVALID_REQUEST
                    InvalidParameter.InvalidFileFormat,                  INVALID_REQUEST
                    InvalidParameter.InvalidFileType,                    INVALID_REQUEST
                    InvalidParameterValue,                               INVALID_REQUEST
                    InvalidParameterValue.InvalidParameterValueLimit,    INVALID_REQUEST
                    LimitExceeded,                                       INVALID_REQUEST
                    LimitExceeded.ExceededMaxPagesError,                 INVALID_REQUEST
                    LimitExceeded.TooLargeFileError,                     INVALID_REQUEST
                    MissingParameter,                                    INVALID_REQUEST
                    UnknownParameter,                                    INVALID_REQUEST
                    InvalidRequest,                                      INVALID_REQUEST
                    InvalidAction,                                       INVALID_REQUEST
                    ActionOffline,                                       INVALID_REQUEST
                    NoSuchProduct,                                       INVALID_REQUEST
                    NoSuchVersion,                                       INVALID_REQUEST
                    UnsupportedRegion,                                   INVALID_REQUEST
                    UnsupportedOperation,                                INVALID_REQUEST
                    UnsupportedProtocol,                                 INVALID_REQUEST
                    RequestSizeLimitExceeded,                            INVALID_REQUEST
                    ResponseSizeLimitExceeded,                           INVALID_REQUEST
                    DryRunOperation,                                     INVALID_REQUEST
                    Novelty,
                    Novelty.InternalError,
                    FailedOperation.Novelty,
                    FailedOperationOfAnotherKind,
                    InternalErrors,
                    """)
    void every_code_has_its_kind(String code, @Nullable ErrorKind kind) {
        assertThat(Refusals.kind(code)).isEqualTo(kind);
    }
}

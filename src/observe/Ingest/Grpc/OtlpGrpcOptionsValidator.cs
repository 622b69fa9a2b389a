using Microsoft.Extensions.Options;

namespace Dashboard.Ingest.Grpc;

/// <summary>Names the setting that has to be changed.</summary>
internal sealed class OtlpGrpcOptionsValidator : IValidateOptions<OtlpGrpcOptions>
{
    public ValidateOptionsResult Validate(string? name, OtlpGrpcOptions options) => options.IsOff || options.Url is not null
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            $"{OtlpGrpcOptions.ListenSetting} is '{options.Listen}'; it must be a host and a port, such as 127.0.0.1:4317, "
                + $"or '{OtlpGrpcOptions.Off}'.");
}

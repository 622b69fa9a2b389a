using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.HttpApi;
using Dashboard.Ingest.Grpc;
using Dashboard.Postgres;
using Dashboard.Texts;
using Dashboard.Web.Edge;
using Dashboard.Web.Security;
using Dashboard.Web.Stopping;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Dashboard.Web;

/// <summary>The server that every capability stands on: address, logs, JSON, errors, headers, OpenAPI.</summary>
internal static class ServerModule
{
    private static readonly TimeSpan _shutdownPatience = TimeSpan.FromSeconds(25);
    private static readonly PathString[] _apis = ["/api", "/v1", "/openapi"];

    public static void AddServer(this WebApplicationBuilder builder, LogLevel ownLogs)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<WebOptions>, WebOptionsValidator>();
        services.AddOptions<WebOptions>().Bind(builder.Configuration).ValidateOnStart();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = _shutdownPatience);

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            OtlpGrpc.Configure(kestrel, builder.Configuration);
        });
        var url = builder.Configuration.Get<WebOptions>()!.Url;
        builder.WebHost.UseUrls(OtlpGrpc.Url(builder.Configuration) is { } grpc ? [url, grpc] : [url]);
        // The manifest beside the built program leads to the assets in the source folders; a published one has none.
        builder.WebHost.UseStaticWebAssets();
        if (!builder.Environment.IsDevelopment())
        {
            // Assets go out as the build compressed them. What follows edited files sends every byte uncompressed.
            builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        }

        builder.Logging.ClearProviders();
        // Standard output is for what people and scripts read: the URL, the sign-in link, a new key.
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ssZ ";
        });
        services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Dashboard", ownLogs);
        // It would report every request without a key.
        builder.Logging.AddFilter("Dashboard.Access.Authentication.ApiKeyHandler", LogLevel.Warning);
        // Whatever keeps the server from starting is said once, in one line, by the command line.
        var start = new StartSwitch();
        services.AddSingleton(start);
        builder.Logging.AddFilter(
            "Microsoft.Extensions.Hosting.Internal.Host",
            level => level >= LogLevel.Warning && start.HasStarted);
        // That keys lie unencrypted in the data folder is known: the folder is closed to others, like the database
        // beside it.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        services.ConfigureHttpJsonOptions(http =>
        {
            http.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            http.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            http.SerializerOptions.Converters.Add(new StoredStringConverter());
            http.SerializerOptions.Converters.Add(new StoredElementConverter());
            http.SerializerOptions.Converters.Add(new OutsideTimeConverter());
            http.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        });
        services.AddSingleton<RunMark>();
        services.AddSingleton<StopReason>();
        services.AddHostedService(provider => provider.GetRequiredService<StopReason>());
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddResponseCompression(compression =>
        {
            // Files that are the same for everybody: there is no secret whose length could be guessed.
            compression.EnableForHttps = true;
            compression.MimeTypes = ["text/css", "text/javascript"];
        });
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Explain);
        services.AddOpenApi("v1", openApi => openApi.AddDocumentTransformer<ApiDescription>());
    }

    /// <summary>What surrounds every request; called before anything else looks at it.</summary>
    public static void UseServer(this WebApplication app)
    {
        app.Lifetime.ApplicationStarted.Register(app.Services.GetRequiredService<StartSwitch>().Set);
        var options = app.Services.GetRequiredService<IOptions<WebOptions>>().Value;
        app.UseProxyTrust(options);
        app.UseSecurityHeaders();
        app.UseHostFilter(options);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = exception =>
                exception is BadHttpRequestException bad ? bad.StatusCode
                : IsDatabaseAway(exception) ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status500InternalServerError,
            // A malformed request is its sender's mistake, not an event in our log.
            SuppressDiagnosticsCallback = handled => handled.Exception is BadHttpRequestException,
        });
        app.UseAddressCheck();
        app.UseHsts();
        // Not within a branch: there it would not find the page.
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(async (context, next) =>
        {
            await next(context);
            context.Features.Get<IStatusCodePagesFeature>()?.Enabled = IsUnknownPage(context);
        });
        // The build compresses our own assets, but none of a package.
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/_content"), assets => assets.UseResponseCompression());
        app.UseWhen(
            context => Array.Exists(_apis, path => context.Request.Path.StartsWithSegments(path)),
            api => api.UseStatusCodePages());
    }

    // Somebody with a browser, who is better served with the console around an unknown address than with a blank page.
    private static bool IsUnknownPage(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status404NotFound
        && HttpMethods.IsGet(context.Request.Method)
        && !Array.Exists(_apis, path => context.Request.Path.StartsWithSegments(path))
        && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static void Explain(ProblemDetailsContext context)
    {
        var cause = context.Exception ?? context.HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (cause is not null && IsDatabaseAway(cause))
        {
            context.ProblemDetails.Type = "urn:dashboard:database-away";
            context.ProblemDetails.Title = "The database does not answer";
            context.ProblemDetails.Detail = "Send the request again in a few seconds; /readyz says what is wrong.";
            context.HttpContext.Response.Headers.RetryAfter = "2";
            return;
        }

        if (cause is BadHttpRequestException { InnerException: JsonException unknown } && UnknownMember.Of(unknown) is { } name)
        {
            context.ProblemDetails.Type = "urn:dashboard:unknown-member";
            context.ProblemDetails.Detail = UnknownMember.Words(name);
            context.ProblemDetails.Extensions["errors"] =
                new Dictionary<string, string[]> { [name] = [UnknownMember.Words(name)] };
            return;
        }

        if (cause is BadHttpRequestException refused && BodyFaults.Of(refused) is { } faults)
        {
            context.ProblemDetails.Extensions["errors"] = faults;
        }

        context.ProblemDetails.Detail ??= cause switch
        {
            // The inner message of a JSON error names the path and the line, never a value.
            BadHttpRequestException { InnerException: JsonException json } bad => $"{bad.Message} {json.Message}",
            BadHttpRequestException bad => bad.Message,
            _ => null,
        };
    }

    // An IOException is about files or about the client's connection; Npgsql wraps those of its own.
    private static bool IsDatabaseAway(Exception cause) => cause is not IOException && DatabaseAway.Is(cause);

    private sealed class StartSwitch
    {
        private volatile bool _hasStarted;

        public bool HasStarted => _hasStarted;

        public void Set() => _hasStarted = true;
    }
}

using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Concord.App.Data;
using Concord.Planning.Cycle;
using Concord.Planning.Data;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Concord.App.Api;

/// <summary>Turns every error of a request into a <see cref="Problem"/>. What is not the caller's fault is logged in full and told without internals.</summary>
internal sealed partial class Problems(IOptions<JsonOptions> json, ILogger<Problems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
            return true;
        var problem = Of(exception);
        if (problem.Status >= StatusCodes.Status500InternalServerError)
            log.LogError(exception, "{Method} {Path} failed, trace id {TraceId}", http.Request.Method, http.Request.Path, TraceId(http));
        await Write(http, problem, json.Value);
        return true;
    }

    public static Task Write(HttpContext http, Problem problem, JsonOptions json)
    {
        http.Response.StatusCode = problem.Status;
        return http.Response.WriteAsJsonAsync(
            problem with { TraceId = TraceId(http) }, json.SerializerOptions, "application/problem+json", CancellationToken.None);
    }

    /// <summary>A problem for an answer that is a bare status: nothing is at that address, or not with that method.</summary>
    public static Task WriteStatus(HttpContext http)
    {
        var (request, status) = (http.Request, http.Response.StatusCode);
        var problem = status switch
        {
            StatusCodes.Status404NotFound when request.Path == "/index.html" => Make(
                status, "not_found", "The web app is not part of this build.", hint: "Maybe start it with ./run, which builds it."),
            StatusCodes.Status404NotFound => Make(
                status, "not_found", $"There is no {request.Method} {request.Path}.", hint: "Maybe the path is misspelt: /openapi/v1.json lists all of them."),
            StatusCodes.Status405MethodNotAllowed => Make(
                status, "method_not_allowed", $"{request.Path} does not answer to {request.Method}, only to {http.Response.Headers.Allow}."),
            StatusCodes.Status415UnsupportedMediaType => Make(
                status, "unsupported_media_type", $"{request.Method} {request.Path} does not read '{request.ContentType}'.", "Content-Type", request.ContentType,
                "Maybe the header Content-Type is missing or wrong: JSON goes as application/json, files go as multipart/form-data."),
            _ => Make(status, "error", $"{request.Method} {request.Path} ended with status {status}."),
        };
        return Write(http, problem, http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value);
    }

    /// <summary>The problem that tells of an exception. Anything unforeseen is status 500 with a text that gives nothing away.</summary>
    public static Problem Of(Exception exception) => exception switch
    {
        ProblemException p => Make(p.Status, p.Code, p.Message, p.Field, p.Value, p.Hint, p.Errors) with { Conflicts = p.Conflicts },
        CycleRefusalException e => Make(
            e.Kind switch
            {
                RefusalKind.Invalid => StatusCodes.Status400BadRequest,
                RefusalKind.Unknown => StatusCodes.Status404NotFound,
                RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
                _ => StatusCodes.Status409Conflict,
            },
            e.Code, e.Message, hint: e.Hint, errors: e.Reasons.Count == 0 ? null : new Dictionary<string, string[]> { ["reasons"] = [.. e.Reasons] }),
        PlanStoreException e => Make(StatusCodes.Status409Conflict, "conflict", e.Message),
        DataStoreException e => Make(StatusCodes.Status409Conflict, "conflict", e.Message),
        PlanDamagedException e => Make(StatusCodes.Status500InternalServerError, "damaged", e.Message),
        ImportFormatException e => Make(
            StatusCodes.Status400BadRequest, "unreadable_file", e.Message, "file", e.File is null ? null : e.Line > 0 ? $"{e.File}:{e.Line}" : e.File),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } e => Make(
            StatusCodes.Status413PayloadTooLarge, "too_large", e.Message, hint: "Maybe send fewer files at once, or compress nothing away: start the server with a higher --max-upload-mb."),
        BadHttpRequestException { InnerException: JsonException inner } => OfJson(inner),
        BadHttpRequestException e when Parameter().Match(e.Message) is { Success: true } match => Make(
            StatusCodes.Status400BadRequest, "invalid_value",
            $"'{match.Groups["value"].Value}' cannot be read as {Kind(match.Groups["type"].Value)} for '{match.Groups["name"].Value}'.",
            match.Groups["name"].Value, match.Groups["value"].Value,
            match.Groups["type"].Value.Contains("Date", StringComparison.Ordinal) ? "Maybe the date is not written as yyyy-MM-dd, or its day is beyond the end of the month." : null),
        BadHttpRequestException e when MissingParameter().Match(e.Message) is { Success: true } match => Make(
            StatusCodes.Status400BadRequest, "missing_value", $"The request lacks '{match.Groups["name"].Value}'.", match.Groups["name"].Value),
        BadHttpRequestException e => Make(e.StatusCode, "bad_request", e.Message),
        _ => Make(
            StatusCodes.Status500InternalServerError, "unexpected",
            "The server met an error it did not foresee. It is in the log of the server under the trace id."),
    };

    public static Problem Make(
        int status, string code, string detail, string? field = null, string? value = null, string? hint = null,
        IReadOnlyDictionary<string, string[]>? errors = null) =>
        new("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail, code, field, value, hint, errors);

    private static string TraceId(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    private static Problem OfJson(JsonException exception)
    {
        var path = exception.Path is { Length: > 1 } p ? p.TrimStart('$').TrimStart('.') : null;
        if (exception is UnusableValueException)
            return Make(StatusCodes.Status400BadRequest, "invalid_value", exception.Message, path, hint: "Maybe leave it out.");
        if (UnknownMember().Match(exception.Message) is { Success: true } unknown)
        {
            return Make(
                StatusCodes.Status400BadRequest, "unknown_field", $"The request has a field '{unknown.Groups["name"].Value}' that this endpoint does not know.",
                path ?? unknown.Groups["name"].Value, hint: "Maybe the name is misspelt: names are camelCase and case counts.");
        }

        if (MissingMembers().Match(exception.Message) is { Success: true } missing)
        {
            var names = missing.Groups["names"].Value.Replace("'", "", StringComparison.Ordinal).TrimEnd('.');
            return Make(StatusCodes.Status400BadRequest, "missing_value", $"The request lacks {names}.", names.Split(',')[0].Trim());
        }

        if (NoSuchWord().Match(exception.Message) is { Success: true } choice && Choices(choice.Groups["type"].Value, path) is { Count: > 0 } words)
            return Make(StatusCodes.Status400BadRequest, "invalid_value", $"The value of '{path}' is not one of {string.Join(", ", words)}.", path);

        return Make(
            StatusCodes.Status400BadRequest, "invalid_json",
            path is null ? "The body of the request is not the JSON this endpoint reads." : $"The value of '{path}' is not of the type this endpoint reads.",
            path, hint: "Maybe a quotation mark or a comma is missing, or a number stands in quotation marks.");
    }

    /// <summary>The words of the choice at a path of a request; none when something else stands there.</summary>
    /// <param name="type">The choice, or the record that holds it.</param>
    /// <param name="path">Where it stands.</param>
    private static IReadOnlyList<string> Choices(string type, string? path)
    {
        var found = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(type)).FirstOrDefault(t => t is not null);
        if (found is { IsEnum: false })
        {
            var name = path?[(path.LastIndexOf('.') + 1)..];
            found = found.GetProperties().FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.PropertyType;
            found = found is null ? null : Nullable.GetUnderlyingType(found) ?? found;
        }

        return found is { IsEnum: true } ? [.. Enum.GetNames(found).Select(ChoiceWords.Spell)] : [];
    }

    private static string Kind(string type) => type switch
    {
        _ when type.Contains("DateOnly", StringComparison.Ordinal) => "a date",
        _ when type.Contains("bool", StringComparison.OrdinalIgnoreCase) => "true or false",
        _ when type.Contains("long", StringComparison.Ordinal) || type.Contains("int", StringComparison.Ordinal) => "a whole number",
        _ => "a value",
    };

    [GeneratedRegex("""parameter "(?<type>[^ "]+) (?<name>[^"]+)" from "(?<value>.*)"\.""", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Parameter();

    [GeneratedRegex("""parameter "[^ "]+ (?<name>[^"]+)" was not provided""", RegexOptions.ExplicitCapture)]
    private static partial Regex MissingParameter();

    [GeneratedRegex(@"could not be converted to (System\.Nullable`1\[)?(?<type>Concord\.[A-Za-z.]*[A-Za-z])", RegexOptions.ExplicitCapture)]
    private static partial Regex NoSuchWord();

    [GeneratedRegex("JSON property '(?<name>[^']+)' could not be mapped", RegexOptions.ExplicitCapture)]
    private static partial Regex UnknownMember();

    [GeneratedRegex("missing required properties including: (?<names>.+)", RegexOptions.ExplicitCapture)]
    private static partial Regex MissingMembers();
}

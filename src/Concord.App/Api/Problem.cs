namespace Concord.App.Api;

/// <summary>An error as every endpoint reports it (RFC 9457, application/problem+json).</summary>
/// <param name="Type">Always "about:blank": <paramref name="Code"/> tells errors apart.</param>
/// <param name="Title">The kind of error in a few words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">One or two sentences for people; they carry the values.</param>
/// <param name="Code">The kind of error for programs: lower case with underscores, stable.</param>
/// <param name="Field">The field of the request that is wrong, as a path like <c>corrections[0].values</c>, where there is one.</param>
/// <param name="Value">The value found there.</param>
/// <param name="Hint">A likely cause or way out; starts with "Maybe".</param>
/// <param name="Errors">All messages by field path, when several fields are wrong.</param>
/// <param name="Conflicts">With <c>cell_conflict</c>: what others changed since the caller saw it.</param>
/// <param name="TraceId">Names the request in the server's log.</param>
public sealed record Problem(
    string Type, string Title, int Status, string Detail, string Code, string? Field = null, string? Value = null, string? Hint = null,
    IReadOnlyDictionary<string, string[]>? Errors = null, string? TraceId = null,
    IReadOnlyList<CellConflict>? Conflicts = null);

/// <summary>Ends a request with a problem that is the caller's to solve. The message is shown to people.</summary>
public sealed class ProblemException(
    int status, string code, string message, string? field = null, string? value = null, string? hint = null,
    IReadOnlyDictionary<string, string[]>? errors = null) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public string? Field { get; } = field;

    public string? Value { get; } = value;

    public string? Hint { get; } = hint;

    public IReadOnlyDictionary<string, string[]>? Errors { get; } = errors;

    public IReadOnlyList<CellConflict>? Conflicts { get; init; }

    /// <summary>400: a field of the request cannot be used.</summary>
    public static ProblemException Invalid(string field, string? value, string message, string? hint = null) =>
        new(StatusCodes.Status400BadRequest, "invalid_value", message, field, value, hint);

    /// <summary>404: nothing of that kind has that id.</summary>
    public static ProblemException NotFound(string kind, object id, string? hint = null) =>
        new(StatusCodes.Status404NotFound, "not_found", $"There is no {kind} '{id}'.", "id", id.ToString(), hint);

    /// <summary>409: what is asked does not fit the present state.</summary>
    public static ProblemException Conflict(string message, string? hint = null, string code = "conflict") =>
        new(StatusCodes.Status409Conflict, code, message, hint: hint);
}

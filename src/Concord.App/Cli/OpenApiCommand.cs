using System.CommandLine;
using Concord.App.Api;

namespace Concord.App.Cli;

/// <summary><c>concord openapi</c>: the API's description on stdout. <c>./concord openapi > web/openapi.json</c> renews the one the typed client is made from.</summary>
internal static class OpenApiCommand
{
    public static Command Make()
    {
        var command = new Command("openapi", "Print the OpenAPI 3.1 document of the API.");
        command.SetAction(async (_, token) =>
        {
            await using var app = Server.Build(new ServerSettings("./data", ServerSettings.DefaultUrls, false, ServerSettings.DefaultMaxUploadBytes));
            await Console.Out.WriteAsync(await OpenApiDescription.Text(app, token));
            return ExitCode.Ok;
        });
        return command;
    }
}

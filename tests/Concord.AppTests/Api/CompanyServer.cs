namespace Concord.AppTests.Api;

/// <summary>One server with the small company for the tests of a class that only read.</summary>
public sealed class CompanyServer : IAsyncLifetime
{
    private RunningServer _server = null!;

    public HttpClient Http => _server.Http;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.Start();
        await Http.Imported(SmallCompany.All);
        await Http.Quality();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

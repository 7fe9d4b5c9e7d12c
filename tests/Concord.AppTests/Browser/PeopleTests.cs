using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Concord.AppTests.Browser;

public sealed partial class PeopleTests(Chromium chromium)
{
    private const string Password = "meadow lantern copper violin";

    [Fact]
    public async Task ANewServerIsSetUpAndThenAsksForTheSignIn()
    {
        await using var server = await RunningServer.Start(arguments: ["--allow-http"]);
        var code = SetUpCode().Match(server.Log).Groups["code"].Value;
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!);
        var page = browser.Page;

        // Whatever page is asked for, the set-up comes first; a wrong code makes nobody.
        await browser.Go("/data/imports");
        await page.WaitForURLAsync("**/setup");
        Assert.Equal("", string.Join("\n", await page.SeriousFindings()));
        await page.GetByLabel("Set-up code").FillAsync("AAAA-BBBB-CCCC-DDDD");
        await page.GetByLabel("Your name").FillAsync("Olga Berg");
        await page.GetByLabel("Name to sign in with").FillAsync("olga");
        await page.GetByLabel(PasswordLabel()).FillAsync(Password);
        await page.GetByLabel("Password once more").FillAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("This is not the code of the set-up.").WaitForAsync();
        await page.GetByLabel("Set-up code").FillAsync(code.ToLowerInvariant());
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Olga Berg" }).WaitForAsync();

        // Signed out, a page leads to the sign-in and, after it, back.
        await page.GetByRole(AriaRole.Button, new() { Name = "Olga Berg" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("**/signin*");
        await browser.Go("/audit?who=olga");
        await page.WaitForURLAsync("**/signin?to=*");
        Assert.Equal("", string.Join("\n", await page.SeriousFindings()));
        await SignIn(page, "olga", Password);
        await page.WaitForURLAsync("**/audit?who=olga");
        await page.GetByRole(AriaRole.Region, new() { Name = "Audit log" }).GetByText("Set up").WaitForAsync();
        Assert.Equal("", string.Join("\n", await page.SeriousFindings()));
        Assert.DoesNotContain(browser.Complaints, c => !c.Contains("status of 40", StringComparison.Ordinal));
        Assert.DoesNotContain(Password, server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongPasswordsAreToldAndLockTheName()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Post("/people", new { name = "olga", displayName = "Olga Berg", password = Password, roles = new[] { new { role = "administrator" } } });
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!);
        var page = browser.Page;
        await browser.Go("/people");
        await page.WaitForURLAsync("**/signin?to=%2Fpeople");
        for (var i = 0; i < 4; i++)
        {
            await SignIn(page, "olga", $"wrong password {i}");
            await page.GetByText("Name or password is wrong.").WaitForAsync();
            await page.WaitForFunctionAsync("() => document.querySelector('input[type=password]').value === ''");
        }

        await SignIn(page, "olga", "wrong password 5");
        await page.GetByText("this name is locked until").WaitForAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('input[type=password]').value === ''");

        // The right one comes too late.
        await SignIn(page, "olga", Password);
        await page.GetByText("this name is locked until").WaitForAsync();
        Assert.Equal("/signin", new Uri(page.Url).AbsolutePath);
    }

    [Fact]
    public async Task AnAdministratorMakesAPersonWhoThenSeesWhatTheRoleAllows()
    {
        await using var server = await RunningServer.Start();
        await server.Http.Post("/people", new { name = "olga", displayName = "Olga Berg", password = Password, roles = new[] { new { role = "administrator" } } });
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!);
        var page = browser.Page;
        await browser.Go("/people");
        await SignIn(page, "olga", Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "New person" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name to sign in with").FillAsync("tom.ashby");
        await dialog.GetByLabel(NameLabel()).FillAsync("Tom Ashby");
        await dialog.GetByLabel("First password").FillAsync("basket thunder olive ladder");
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Role 1", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Sales" }).ClickAsync();
        await dialog.GetByLabel("Attribute role 1 is held to").FillAsync("region");
        await dialog.GetByLabel("Members role 1 is held to").FillAsync("British Isles");
        Assert.Equal("", string.Join("\n", await page.SeriousFindings()));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await page.GetByText("sales, only region British Isles").WaitForAsync();
        Assert.Equal("", string.Join("\n", await page.SeriousFindings()));

        // The new person has no menu for administration, and buttons that say why they cannot be pressed.
        await using var other = await BrowserSession.Open(chromium, server.Http.BaseAddress!);
        await other.Go("/data/snapshots");
        await SignIn(other.Page, "tom.ashby", "basket thunder olive ladder");
        var make = other.Page.GetByRole(AriaRole.Button, new() { Name = "New snapshot" }).First;
        await make.WaitForAsync();
        Assert.True(await make.IsDisabledAsync());
        Assert.Contains("coordinator", await make.GetAttributeAsync("title"), StringComparison.Ordinal);
        Assert.Equal(0, await other.Page.GetByRole(AriaRole.Button, new() { Name = "Administration" }).CountAsync());

        // A token is shown once and works within its scope.
        await other.Go("/account");
        await other.Page.GetByLabel(NameLabel()).FillAsync("report");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Make a token" }).ClickAsync();
        var secret = await other.Page.Locator(".secret").InnerTextAsync();
        Assert.Equal("", string.Join("\n", await other.Page.SeriousFindings()));
        using var program = new HttpClient { BaseAddress = server.Http.BaseAddress };
        program.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        await program.Get("/imports");
        await program.PostRaw("/findings/run", new { }).Problem(403);

        // Disabled, the person is out at once: the page that is open leads to the sign-in.
        await page.GetByRole(AriaRole.Button, new() { Name = "Tom Ashby" }).ClickAsync();
        await page.GetByRole(AriaRole.Switch).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("may not sign in").WaitForAsync();
        await other.Page.GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await other.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" }).WaitForAsync();
        Assert.Contains("/signin?to=%2F", other.Page.Url, StringComparison.Ordinal);
        await program.GetRaw("/imports").Problem(401);
    }

    [Fact]
    public async Task InTheDemoCompanyOneBecomesSomebodyElse()
    {
        await using var server = await RunningServer.Start(arguments: ["--demo"]);
        await using var browser = await BrowserSession.Open(chromium, server.Http.BaseAddress!);
        var page = browser.Page;
        await browser.Go("/reference/measures");
        await page.GetByRole(AriaRole.Button, new() { Name = "Clara Holm" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Tom Ashby" }).GetByText("sales, only region British Isles").WaitForAsync();
        Assert.Equal("", string.Join("\n", await page.SeriousFindings()));
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Adam Novak" }).ClickAsync();
        await page.GetByText("You are Adam Novak now").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Administration" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "People" }).ClickAsync();
        await page.GetByText("demo, no password").First.WaitForAsync();
        Assert.Equal(11, await page.GetByText("demo, no password").CountAsync());
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Adam Novak", Exact = true }).First.WaitForAsync();
        Assert.Empty(browser.Complaints);
    }

    private static async Task SignIn(IPage page, string name, string password)
    {
        await page.GetByLabel(NameLabel()).FillAsync(name);
        await page.GetByLabel(PasswordLabel()).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    // Fields that must be filled show a star.
    [GeneratedRegex(@"^Name( \*)?$")]
    private static partial Regex NameLabel();

    [GeneratedRegex(@"^Password( \*)?$")]
    private static partial Regex PasswordLabel();

    [GeneratedRegex("code: (?<code>[A-Z0-9-]{19})")]
    private static partial Regex SetUpCode();
}

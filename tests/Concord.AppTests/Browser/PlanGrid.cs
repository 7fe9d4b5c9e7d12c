using Microsoft.Playwright;

namespace Concord.AppTests.Browser;

/// <summary>The planning grid as a person finds things in it: by member, measure and the label of the bucket as the API writes it.</summary>
internal sealed class PlanGrid(IPage page)
{
    public ILocator Grid => page.GetByRole(AriaRole.Treegrid);

    public async Task<ILocator> Cell(string member, string measure, string column)
    {
        var header = Grid.Locator($"[role=columnheader][data-label='{column}']");
        var index = await header.GetAttributeAsync("aria-colindex");
        return Grid.GetByRole(AriaRole.Row)
            .Filter(new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = member }) })
            .Filter(new() { HasText = measure })
            .First.Locator($"[aria-colindex='{index}']");
    }

    public async Task Open(string member) => await page.GetByRole(AriaRole.Button, new() { Name = $"Open {member}", Exact = true }).ClickAsync();

    /// <summary>Types into a cell as a person does: click, type, Enter.</summary>
    public async Task Type(string member, string measure, string column, string text)
    {
        await (await Cell(member, measure, column)).ClickAsync();
        await page.Keyboard.TypeAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Waits until a cell shows a text, the server's answer included.</summary>
    public async Task Shows(string member, string measure, string column, string text)
    {
        var cell = await Cell(member, measure, column);
        await Assertions.Expect(cell).ToHaveTextAsync(text, new() { Timeout = 20_000 });
        await Assertions.Expect(cell).Not.ToContainClassAsync("pending");
    }

    /// <summary>Puts a text on the clipboard and pastes it where the selection is.</summary>
    public async Task Paste(string text)
    {
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.EvaluateAsync("text => navigator.clipboard.writeText(text)", text);
        await page.Keyboard.PressAsync("Control+v");
    }
}

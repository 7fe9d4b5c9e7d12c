namespace Concord.App.Data;

/// <summary>Hands progress on at once, on the thread that reports it: the order stays, and nothing is reported after the end.</summary>
internal sealed class DirectProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}

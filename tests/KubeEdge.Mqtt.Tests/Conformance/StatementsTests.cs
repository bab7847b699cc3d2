using System.Reflection;
using System.Text.RegularExpressions;
using KubeEdge.Shared.Repository;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Holds the table of normative statements and the tests of this folder to each other.</summary>
public sealed partial class StatementsTests
{
    private static readonly StatementRow[] _rows =
        [.. File.ReadLines(RepositoryRoot.Combine("tests/KubeEdge.Mqtt.Tests/Conformance/Statements.md")).SelectMany(StatementRow.Parse)];

    private static readonly HashSet<string> _tests = [.. typeof(StatementsTests).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(StatementsTests).Namespace && type != typeof(StatementsTests))
        .SelectMany(type => type.GetMethods())
        .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
        .Select(method => method.Name)];

    [Fact]
    public void Table_HasEveryStatementOfBothStandardsOnce()
    {
        string[] newer = [.. _rows.Select(row => row.Id).Where(id => id.Contains('-'))];
        Assert.Equal(newer.Distinct(), newer);
        Assert.Equal(251, newer.Length);
        Assert.Equal(138, _rows.SelectMany(row => row.OlderIds).Distinct().Count());
    }

    [Fact]
    public void Table_NamesOnlyTestsThatExist() => Assert.Empty(_rows.SelectMany(row => row.Tests).Except(_tests));

    [Fact]
    public void Table_SaysOfEveryStatementWhatShowsItOrWhyNothingCan() => Assert.All(_rows, row =>
        Assert.True(row.Tests.Count > 0 || row.Shown.StartsWith("not testable: ", StringComparison.Ordinal), $"{row}"));

    [Fact]
    public void Tests_AreInTheRowOfTheStatementThatTheyAreNamedAfter() => Assert.All(_tests, test => Assert.True(IsInItsRow(test), test));

    private static bool IsInItsRow(string test)
    {
        if (TestName.Match(test) is not { Success: true } name)
        {
            return false;
        }

        var numbers = name.Groups["numbers"].Value.Split('_');
        var id = string.Join('.', numbers[..^1]) + (name.Groups["section"].Success ? '.' : '-') + numbers[^1];
        var isOlder = name.Groups["older"].Success;
        return _rows.Any(row => (isOlder ? row.OlderIds.Contains(id) : row.Id == id) && row.Tests.Contains(test));
    }

    [GeneratedRegex("^MQTT(?<older>311)?_(?<section>Section_)?(?<numbers>[0-9]+(_[0-9]+)+)_[A-Z]")]
    private static partial Regex TestName { get; }
}

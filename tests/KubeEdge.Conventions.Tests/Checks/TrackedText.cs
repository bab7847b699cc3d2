using System.Text.RegularExpressions;
using KubeEdge.Conventions.Tests.Sources;

namespace KubeEdge.Conventions.Tests.Checks;

/// <summary>Text that ties the repository to one machine: paths of its owner, and the host of a package registry.</summary>
internal static class TrackedText
{
    // Written in pieces, so that this file does not find itself.
    private static readonly (Regex Pattern, string Message)[] s_rules =
    [
        (new(@"(?<![\w.$})\]-])/" + @"(tmp|work|home|root|Users)/"), "a path of one machine"),
        (new(@"[A-Za-z]:\\+" + @"Users\\"), "a path of one machine"),
        (new(@"/v3/" + @"index\.json"), "the address of a package registry"),
        (new(@"(api\.|www\.)" + @"nuget\.org/(v3|api)"), "the address of a package registry"),
        (new(@"registry\." + @"npmjs\.org|proxy\." + @"golang\.org|deb\." + @"debian\.org"), "the address of a package registry"),
        (new(@"^deb(-src)? "), "the address of a package registry"),
    ];

    /// <summary>Places in one file's text.</summary>
    public static IEnumerable<Violation> Find(string path, string text) =>
        from line in text.Split('\n').Select((content, index) => (Content: content, Number: index + 1))
        from rule in s_rules
        where rule.Pattern.IsMatch(line.Content)
        select new Violation(path, line.Number, rule.Message);
}

using KubeEdge.Conventions.Tests.Sources;

namespace KubeEdge.Conventions.Tests.Checks;

public sealed class TypeSharesTests(ITestOutputHelper output)
{
    [Fact]
    public void Packages_AtLeast90PercentOfConcreteClassesSealed()
    {
        var (all, open) = TypeShares.Sealed(SourceModel.Packages);
        output.WriteLine($"{all - open.Count} of {all} concrete classes are sealed");

        Assert.True(open.Count * 10 <= all, string.Join(Environment.NewLine, open));
    }

    [Fact]
    public void Packages_AtMostHalfOfTheTypesPublic()
    {
        var (all, visible) = TypeShares.Public(SourceModel.Packages);
        var share = string.Join(", ", visible
            .GroupBy(type => type.Path.Split('/')[1])
            .Select(package => $"{package.Key} {package.Count()}"));
        output.WriteLine($"{visible.Count} of {all} types are public: {share}");

        Assert.True(visible.Count * 2 <= all, $"{visible.Count} of {all}: {share}");
    }

    [Fact]
    public void Sealed_LooksAtConcreteClassesOnly()
    {
        var (all, open) = TypeShares.Sealed(SourceModel.Of("src/P/A.cs", """
            abstract class A; static class B { } sealed class C; struct D; interface I; sealed record E;
            partial class F; sealed partial class F { class G; }
            """));

        Assert.Equal(4, all);
        Expect.One(open, 2, "G is not sealed");
    }

    [Fact]
    public void Public_NestedInInternal_IsNotVisible()
    {
        var (all, visible) = TypeShares.Public(
            SourceModel.Of("src/P/A.cs", "class A { public class B; }\npublic class C { private class D; }"));

        Assert.Equal(4, all);
        Expect.One(visible, 2, "C is public");
    }
}

using KubeEdge.PublicSurface.Tests.Surface;
using KubeEdge.Shared.Repository;

namespace KubeEdge.PublicSurface.Tests;

/// <summary>
/// The public surface of each package is written down in its <c>PublicAPI.txt</c>, so that a change of it is a difference somebody reads.
/// <c>eng/approve-api.sh</c> rewrites the files.
/// </summary>
public sealed class PublicSurfaceTests
{
    private const string ApproveVariable = "KUBEEDGE_APPROVE_API";

    public static TheoryData<string> Packages => [.. PackageAssembly.Names];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_SurfaceIsTheApprovedOne(string package)
    {
        var path = $"src/{package}/PublicAPI.txt";
        var actual = SurfaceWriter.Write(PackageAssembly.Open(package));
        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1")
        {
            Approve(RepositoryRoot.Combine(path), actual);
            return;
        }

        var approved = RepositoryFiles.Read(path).ReplaceLineEndings("\n");
        Assert.True(actual == approved, $"{path} is not what was built; eng/approve-api.sh rewrites it.\n{Difference(approved, actual)}");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_ShowsNoThirdPartyTypes(string package) => Assert.Empty(ForeignTypes.Find(PackageAssembly.Open(package)));

    private static void Approve(string path, string surface)
    {
        if (surface.Length > 0)
        {
            File.WriteAllText(path, surface);
        }
        else
        {
            File.Delete(path);
        }
    }

    private static string Difference(string approved, string actual)
    {
        var (before, after) = (approved.Split('\n'), actual.Split('\n'));
        return string.Join('\n', before.Except(after).Select(line => "- " + line).Concat(after.Except(before).Select(line => "+ " + line)));
    }
}

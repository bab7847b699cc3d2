namespace KubeEdge.PublicSurface.Tests.Surface;

public sealed class SurfaceWriterTests
{
    [Fact]
    public void Write_ShowsWhatAUserSees() => Assert.Equal(
        """
        namespace N

        enum Kind
            Second = 1
            First = 2

        sealed class Machine : IDisposable
            Machine(string name, int speed = 5)
            ValueTask<int> RunAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
            const int Limit = 10
            event Action? Stopped
            static Machine? Find<T>(T key) where T : notnull
            string Name { get; }
            void Dispose()

        delegate void Machine.Callback(int value)

        abstract class Open
            abstract int Count { get; }
            protected Open()
            protected virtual void Change(ref int value)

        sealed record Pair : IEquatable<Pair>
            Pair(string Left, string? Right)
            string Left { get; init; }
            string? Right { get; init; }

        readonly struct Point : IEquatable<Point>
            Point(int X, int? Y)
            int X { get; init; }
            int? Y { get; init; }

        """.ReplaceLineEndings("\n"),
        SurfaceWriter.Write(PackageAssembly.Compile("""
            using System; using System.Threading; using System.Threading.Tasks;
            namespace N;
            public enum Kind { First = 2, Second = 1 }
            public sealed class Machine(string name, int speed = 5) : IDisposable
            {
                public const int Limit = 10;
                internal int Hidden;
                private int _speed = speed;
                public delegate void Callback(int value);
                public string Name => name + _speed;
                public event Action? Stopped;
                public static Machine? Find<T>(T key) where T : notnull => null;
                public ValueTask<int> RunAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) => default;
                public void Dispose() => Stopped?.Invoke();
                public override string ToString() => "";
                internal sealed class Inner { public int Invisible; }
            }
            public abstract class Open
            {
                public abstract int Count { get; }
                protected virtual void Change(ref int value) { }
                private protected void Mine() { }
            }
            public readonly record struct Point(int X, int? Y);
            public sealed record Pair(string Left, string? Right);
            internal class Nobody { public int Invisible; }
            """)));

    [Fact]
    public void ForeignTypes_OfALibraryInASignature_AreReported()
    {
        var assembly = PackageAssembly.Compile("""
            using System.Collections.Generic;
            public class A
            {
                public List<Microsoft.CodeAnalysis.SyntaxNode[]>? Nodes;
                internal Microsoft.CodeAnalysis.SyntaxNode? Hidden;
                public List<int>? Fine;
            }
            """);

        Assert.Contains("SyntaxNode", Assert.Single(ForeignTypes.Find(assembly)), StringComparison.Ordinal);
    }
}

package main
import ("context";"os";"runtime/pprof";"runtime";"time";"fmt";"nadi/internal/check";"nadi/internal/publish";"nadi/internal/site";"nadi/themes")
func main(){
 r,_:=os.OpenRoot(os.Args[1]); os.RemoveAll("/dev/shm/zp"); os.RemoveAll("/dev/shm/.zp.nadi")
 out,err:=publish.Open("/dev/shm/zp"); if err!=nil{panic(err)}
 m:=site.NewMemo(nil)
 f,_:=os.Create("/tmp/nadi/cpu.prof"); pprof.StartCPUProfile(f)
 t:=time.Now()
 res,err:=site.Build(context.Background(), site.Input{Root:r.FS(),Themes:themes.FS(),Now:time.Now(),Version:"x",Rules:check.All(),Facts:m}, out)
 if err!=nil{panic(err)}
 h,_:=os.Create("/tmp/nadi/heap.prof"); pprof.WriteHeapProfile(h); h.Close()
 out.SetFacts(m.Records()); _,err=out.Commit(); if err!=nil{panic(err)}
 pprof.StopCPUProfile(); f.Close()
 var ms runtime.MemStats; runtime.ReadMemStats(&ms)
 fmt.Println(time.Since(t), res.Pages, len(res.Findings), "alloc MB", ms.TotalAlloc>>20, "sys", ms.Sys>>20, "gc", ms.NumGC)
}
